package org.casebook.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the heap is full of what is alive: the old generation as the last collection left it. What it holds before a
 * collection says nothing, for most of it may be garbage.
 */
final class HeapWatch implements BooleanSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(HeapWatch.class);
    private static final double FULL = 0.88;
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private final Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(HeapWatch::isOldGeneration)
            .findFirst();
    /** What the last whole collection has shown. */
    private volatile boolean full;

    private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK_AGAIN);

    private static boolean isOldGeneration(MemoryPoolMXBean pool) {
        String name = pool.getName().toLowerCase(Locale.ROOT);
        return pool.getType() == MemoryType.HEAP
                && pool.isCollectionUsageThresholdSupported()
                && (name.contains("old") || name.contains("tenured"));
    }

    /** In a small heap young collections leave garbage behind: only a whole one tells, which is not made too often. */
    @Override
    public boolean getAsBoolean() {
        if (!isFull()) {
            return false;
        }
        long last = looked.get();
        if (System.nanoTime() - last > LOOK_AGAIN && looked.compareAndSet(last, System.nanoTime())) {
            System.gc();
            boolean still = isFull();
            if (still && !full) {
                LOG.warn("The heap is full of what is in use: requests are answered with 503 until it is not");
            }
            full = still;
        }
        return full;
    }

    private boolean isFull() {
        return old.map(MemoryPoolMXBean::getCollectionUsage)
                .filter(HeapWatch::isFull)
                .isPresent();
    }

    private static boolean isFull(MemoryUsage usage) {
        return usage.getMax() > 0 && usage.getUsed() > FULL * usage.getMax();
    }
}
