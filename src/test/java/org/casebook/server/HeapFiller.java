package org.casebook.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own for {@link HeapWatchTest}: fills its heap until the watch says so, lets go, and asks again. */
final class HeapFiller {
    private static final int PIECE = 10_000;

    private HeapFiller() {}

    public static void main(String[] arguments) throws InterruptedException {
        HeapWatch watch = new HeapWatch();
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

    private static void say(String when, boolean full) {
        System.out.println(when + " " + full);
    }
}
