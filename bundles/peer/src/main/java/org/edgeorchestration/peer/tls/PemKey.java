// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in PEM files without a passphrase: PKCS#8, and the PKCS#1 that OpenSSL wrote for RSA before version 3. */
final class PemKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");

    /** What stands before the key in PKCS#8: version 0, and the algorithm rsaEncryption without parameters (RFC 5208, RFC 8017). */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int LONG_FORM = 0x80;

    private PemKey() {}

    /** @throws GeneralSecurityException when there is no such key */
    static PrivateKey parse(byte[] file) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new InvalidKeySpecException("there is no unencrypted PRIVATE KEY or RSA PRIVATE KEY in it");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] pkcs8 = pem.group(1) == null ? der : element(SEQUENCE, joined(RSA, element(OCTETS, der)));
        InvalidKeySpecException none = new InvalidKeySpecException("the key in it is neither RSA nor EC nor EdDSA");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }

    /** One element of DER, of less than 64 KB. */
    private static byte[] element(int tag, byte[] content) {
        byte[] head = content.length < LONG_FORM
                ? new byte[] {(byte) tag, (byte) content.length}
                : new byte[] {
                    (byte) tag, (byte) (LONG_FORM | 2), (byte) (content.length >> Byte.SIZE), (byte) content.length
                };
        return joined(head, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
