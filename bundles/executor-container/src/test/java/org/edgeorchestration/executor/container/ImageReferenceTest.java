// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, busybox, latest",
        "busybox:1.36, busybox, 1.36",
        "library/busybox, library/busybox, latest",
        "localhost:5000/a/b-c__d.e:T_1, localhost:5000/a/b-c__d.e, T_1",
        "Registry.Example/x, Registry.Example/x, latest",
        "[::1]:5000/x:y, [::1]:5000/x, y"
    })
    void takesNamesApart(String text, String repository, String version) throws BadCommand {
        ImageReference image = ImageReference.parse(text);
        assertThat(image.repository()).isEqualTo(repository);
        assertThat(image.version()).isEqualTo(version);
        assertThat(image).hasToString(text);
    }

    @Test
    void keepsDigests() throws BadCommand {
        assertThat(ImageReference.parse("a/b@" + DIGEST).version()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("a/b:tag@" + DIGEST).version()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("a/b:tag@" + DIGEST).repository()).isEqualTo("a/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "Busybox",
                "a b",
                "a:",
                "a:b:c",
                ":x",
                "a//b",
                "/a",
                "a/",
                "a@sha256:12",
                "a@x",
                "http://a/b",
                "a\n",
                "a;b",
                "$(a)",
                "../a",
                "a:.x"
            })
    void refusesWhatNamesNoImage(String text) {
        assertThatExceptionOfType(BadCommand.class).isThrownBy(() -> ImageReference.parse(text));
    }

    @Test
    void isQuickWithLongNonsense() {
        assertThatExceptionOfType(BadCommand.class).isThrownBy(() -> ImageReference.parse("a-".repeat(100_000) + "!"));
        assertThatExceptionOfType(BadCommand.class).isThrownBy(() -> ImageReference.parse("a".repeat(500) + "!"));
    }
}
