package org.casebook.jdbc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells deadlines that their moment has come. Its thread looks at all that are open a few times a second, and sleeps when
 * there have been none for a while: a timer that is set and cancelled for each search wakes its thread each time, which
 * took a quarter of a short search.
 */
final class DeadlineClock implements Runnable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
    /** So many ticks without a deadline, and it sleeps. */
    private static final int PATIENCE = 50;

    private static final DeadlineClock CLOCK = new DeadlineClock();
    private final Set<Deadline> open = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this, "casebook-deadlines");
    private volatile boolean asleep;

    private DeadlineClock() {
        thread.setDaemon(true);
        thread.start();
    }

    static void add(Deadline deadline) {
        CLOCK.open.add(deadline);
        if (CLOCK.asleep) {
            LockSupport.unpark(CLOCK.thread);
        }
    }

    static void remove(Deadline deadline) {
        CLOCK.open.remove(deadline);
    }

    @Override
    public void run() {
        int idle = 0;
        while (true) {
            idle = open.isEmpty() ? idle + 1 : 0;
            if (idle > PATIENCE) {
                sleep();
                idle = 0;
            }
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            for (Deadline deadline : open) {
                if (deadline.isOver(now) && open.remove(deadline)) {
                    deadline.pass();
                }
            }
        }
    }

    /** One that is added before {@code asleep} is set is seen here; one that is added later wakes the thread. */
    private void sleep() {
        asleep = true;
        while (open.isEmpty()) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
