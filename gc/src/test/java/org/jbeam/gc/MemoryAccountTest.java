package org.jbeam.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {
    /** See heap_size.escript beside the data. */
    @Test
    void minimumSizesAreThoseOfOtp() throws IOException {
        List<String> lines = TermSizeTest.lines("heap_size.tsv");
        for (String line : lines) {
            String[] parts = line.split("\t");
            assertEquals(Long.parseLong(parts[1]), GcSettings.DEFAULT.withMinHeapSize(Long.parseLong(parts[0])).minHeapSize(), line);
        }
        assertTrue(lines.size() > 30);
        assertEquals(46_422, GcSettings.DEFAULT.withMinBinVheapSize(100).minBinVheapSize());
        assertEquals(75_113, GcSettings.DEFAULT.withMinBinVheapSize(46_423).minBinVheapSize());
    }

    @Property(tries = 300)
    void nextIsTheSmallestThatFits(@ForAll @LongRange(min = 0, max = 1L << 58) long words) {
        long next = HeapSizes.next(words);
        assertTrue(next >= words);
        assertEquals(next, HeapSizes.next(next));
        assertEquals(HeapSizes.next(next + 1), HeapSizes.next(words, 1));
        // nothing in between would have done
        assertTrue(next == 12 || words > next * 3 / 10);
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HeapSizes.next((1L << 59) + 1));
        assertThrows(IllegalArgumentException.class, () -> new MaxHeapSize(-1, true, true));
        assertThrows(IllegalArgumentException.class, () -> GcSettings.DEFAULT.withFullsweepAfter(-1));
        assertEquals(HeapSizes.next(1L << 59), HeapSizes.next(1, 10_000));
    }

    @Test
    void aMajorCollectionFitsTheHeap() {
        // OTP 25: a process with 2,000 + 2,300 words alive has 6,772 after garbage_collect(), with 22,300 it has 28,690
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT);
        account.collected(4300, 0, true);
        assertEquals(6772, account.heapSize());
        account.collected(22_300, 0, true);
        assertEquals(28_690, account.heapSize());
        account.collected(1, 0, true);
        assertEquals(233, account.heapSize());
        assertEquals(3, account.majorCollections());
    }

    @Test
    void hibernationLeavesNoRoom() {
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT);
        account.allocated += 500;
        account.hibernated(17);
        assertEquals(17, account.heapSize());
        assertEquals(17, account.usedWords());
        account.allocated += 1;
        assertTrue(account.isDue());
    }

    @Test
    void limits() {
        MaxHeapSize limit = new MaxHeapSize(1000, true, false);
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT.withMaxHeapSize(limit));
        assertTrue(account.hasLimit());
        assertFalse(account.isLimitExceeded());
        account.allocated += 1001;
        assertTrue(account.isLimitExceeded());
        account.collected(100, 0, false);
        assertFalse(account.isLimitExceeded());
        assertFalse(MaxHeapSize.NONE.isExceeded(Long.MAX_VALUE));
        assertTrue(limit.isAllowed(1000));
        assertFalse(limit.isAllowed(1001));
        assertTrue(MaxHeapSize.NONE.isAllowed(1L << 50));
    }

    @Test
    void binariesPressForACollection() {
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT);
        account.allocatedBinary(8 * 46_422);
        assertFalse(account.isDue());
        account.allocatedBinary(8);
        assertTrue(account.isDue());
        account.collected(10, 0, false);
        assertFalse(account.isDue());
        assertEquals(75_113, account.binVheapSize());
    }

    @Test
    void minorsThenAMajor() {
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT.withFullsweepAfter(2));
        assertFalse(account.isMajorDue());
        account.collected(1, 0, false);
        account.collectedUnknown();
        assertTrue(account.isMajorDue());
        assertEquals(2, account.minorsSinceMajor());
        account.collected(1, 0, true);
        assertEquals(0, account.minorsSinceMajor());
        assertEquals(2, account.minorCollections());
    }

    /** Whatever is alive, the heap has room for it after each collection, is not far too large, and collections stay rare. */
    @Property(tries = 200)
    void theHeapFollowsWhatIsAlive(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = 200_000) Integer> lives, @ForAll boolean major) {
        MemoryAccount account = new MemoryAccount(GcSettings.DEFAULT);
        for (int live : lives) {
            account.allocated += live;
            account.collected(live, 50, major);
            assertTrue(account.heapSize() >= live + 50);
            assertEquals(live, account.usedWords());
            assertFalse(account.isDue());
            assertTrue(account.heapSize() <= Math.max(233, 4L * (live + 50) + 38), "heap " + account.heapSize() + " for " + live);
        }
    }
}
