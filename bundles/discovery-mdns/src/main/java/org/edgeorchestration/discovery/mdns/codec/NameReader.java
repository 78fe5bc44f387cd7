// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one name, whose end may be a pointer to the end of one that stood before (RFC 1035, section 4.1.4). It has at most 255 bytes
 * and {@link #MOST_LABELS} labels, and leads through at most {@link #MOST_POINTERS} pointers. Each of them must lead before the labels
 * that it ends: so there is no way in a circle.
 */
final class NameReader {
    /** The most labels of a name; the longest that are in use, those of IPv6 addresses, have 34. */
    static final int MOST_LABELS = 40;
    /** The most pointers of a name: a packet of 9,000 bytes could hold thousands, and each of its names lead through all. */
    static final int MOST_POINTERS = 16;

    private static final int POINTER = 0xC0;

    private final PacketBytes in;
    private final List<String> labels = new ArrayList<>(5);
    private int length = 1;
    private int pointers;
    /** Where the labels begin that are being read. */
    private int start;

    private NameReader(PacketBytes in) {
        this.in = in;
        this.start = in.position();
    }

    /** Takes the next name. */
    static DomainName read(PacketBytes in) throws Malformed {
        return new NameReader(in).name();
    }

    private DomainName name() throws Malformed {
        int after = -1;
        for (int size = in.unsignedByte(); size != 0; size = in.unsignedByte()) {
            if (size < POINTER) {
                label(size);
                continue;
            }
            int target = (size & ~POINTER) << 8 | in.unsignedByte();
            after = pointers == 0 ? in.position() : after;
            follow(target);
        }
        if (pointers > 0) {
            in.moveTo(after);
        }
        return new DomainName(labels);
    }

    private void label(int size) throws Malformed {
        length += 1 + size;
        if (size >= 64 || length > DomainName.LONGEST || labels.size() == MOST_LABELS) {
            throw new Malformed("a name is too long");
        }
        in.need(size);
        labels.add(in.text(size));
    }

    private void follow(int target) throws Malformed {
        if (target >= start || target < MessageReader.HEADER) {
            throw new Malformed("a name points forwards");
        }
        if (++pointers > MOST_POINTERS) {
            throw new Malformed("a name has too many pointers");
        }
        start = target;
        in.moveTo(target);
    }
}
