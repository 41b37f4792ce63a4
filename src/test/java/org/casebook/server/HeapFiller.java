package org.casebook.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own for {@link HeapWatchTest}: does with its heap what the test wants, and says what the watch says. */
final class HeapFiller {
    private static final int PIECE = 10_000;

    private HeapFiller() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("churn")) {
            say("churning", churn(new HeapWatch()));
        } else {
            fill(new HeapWatch());
        }
    }

    /** Fills the heap until the watch says so, lets go, and asks again. */
    private static void fill(HeapWatch watch) throws InterruptedException {
        say("empty", watch.getAsBoolean());
        List<byte[]> held = new ArrayList<>();
        long most = Runtime.getRuntime().maxMemory();
        while (!watch.getAsBoolean() && (long) held.size() * PIECE < most) {
            held.add(new byte[PIECE]);
        }
        say("full", watch.getAsBoolean());
        held.clear();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (watch.getAsBoolean() && System.nanoTime() < patience) {
            Thread.sleep(100);
        }
        say("emptied", watch.getAsBoolean());
    }

    /** Keeps two thirds of the heap in use, by ever other pieces that have grown old; whether that was ever taken for full. */
    private static boolean churn(HeapWatch watch) {
        byte[][] ring = new byte[(int) (Runtime.getRuntime().maxMemory() / PIECE * 2 / 3)][];
        boolean full = false;
        for (int i = 0; i < 60 * ring.length; i++) {
            ring[i % ring.length] = new byte[PIECE];
            full |= i % 100 == 0 && watch.getAsBoolean();
        }
        return full;
    }

    private static void say(String when, boolean full) {
        System.out.println(when + " " + full);
    }
}
