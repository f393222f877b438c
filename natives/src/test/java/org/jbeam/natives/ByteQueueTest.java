package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jbeam.term.Bitstring;
import org.jbeam.term.PlainRef;
import org.junit.jupiter.api.Test;

/** The queue of prim_buffer against an array of bytes. */
class ByteQueueTest {
    private static ByteQueue queue() {
        return new ByteQueue(new PlainRef(1, 2, 3));
    }

    @Property(tries = 300)
    void behavesAsOneArray(@ForAll @Size(max = 40) List<@IntRange(min = -3000, max = 3000) Integer> steps) {
        ByteQueue queue = queue();
        byte[] model = {};
        byte next = 0;
        for (int step : steps) {
            if (step >= 0) {
                byte[] more = new byte[step];
                for (int i = 0; i < step; i++) {
                    more[i] = next++;
                }
                queue.add(unaligned(more, step % 2 == 0));
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                both.writeBytes(model);
                both.writeBytes(more);
                model = both.toByteArray();
            } else {
                int count = -step;
                if (count > model.length) {
                    assertNull(queue.read(count));
                    assertFalse(queue.skip(count));
                    continue;
                }
                if (step % 2 == 0) {
                    assertTrue(queue.skip(count));
                } else {
                    assertArrayEquals(Arrays.copyOf(model, count), queue.read(count).toByteArray());
                }
                model = Arrays.copyOfRange(model, count, model.length);
            }
            assertEquals(model.length, queue.size());
            int index = 0;
            while (index < model.length && model[index] != 77) {
                index++;
            }
            assertEquals(index == model.length ? -1 : index, queue.indexOf(77));
            Bitstring head = queue.head();
            assertEquals(model.length == 0, head == null);
            if (head != null) {
                assertArrayEquals(Arrays.copyOf(model, head.byteSize()), head.toByteArray());
            }
        }
    }

    private static Bitstring unaligned(byte[] bytes, boolean shifted) {
        if (!shifted) {
            return Bitstring.of(bytes);
        }
        byte[] moved = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            moved[i] |= (byte) ((bytes[i] & 0xff) >>> 3);
            moved[i + 1] |= (byte) (bytes[i] << 5);
        }
        return Bitstring.ofBits(moved, 3, 8L * bytes.length);
    }

    @Test
    void oneHolderOfTheLock() {
        ByteQueue queue = queue();
        assertTrue(queue.tryLock());
        assertFalse(queue.tryLock());
        assertTrue(queue.unlock());
        assertFalse(queue.unlock());
    }
}
