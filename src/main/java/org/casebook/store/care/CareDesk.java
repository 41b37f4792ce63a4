package org.casebook.store.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests in the data folder of an open store, and has them done one after the other. */
public final class CareDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CareDesk.class);
    private final CareFiles files;
    private final Work work;
    private final Set<CareAnswer> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(CareDesk::thread);
    private final ExecutorService worker = Executors.newSingleThreadExecutor(CareDesk::thread);
    private volatile boolean closed;
    private boolean failing;

    /** What is done; answers false when what was looked at is not as it should be. */
    @FunctionalInterface
    public interface Work {
        boolean run(CareTask task, Consumer<String> said) throws IOException;
    }

    private CareDesk(CareFiles files, Work work) {
        this.files = files;
        this.work = work;
    }

    /** Begins to look for requests. Answers that are there already are those of a process that has ended. */
    public static CareDesk open(Path data, Work work) {
        CareDesk desk = new CareDesk(new CareFiles(data), work);
        desk.forgetOldAnswers();
        desk.clock.scheduleWithFixedDelay(desk::everySecond, 0, 1, TimeUnit.SECONDS);
        return desk;
    }

    private void forgetOldAnswers() {
        try {
            for (String id : files.answers()) {
                Files.deleteIfExists(files.answer(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What an earlier process has answered cannot be removed", e);
        }
    }

    private void everySecond() {
        try {
            for (CareAnswer answer : waiting) {
                answer.beat();
            }
            for (String id : files.requests()) {
                take(id);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("Requests of backup, verify and reindex cannot be taken: {}", e.toString());
            }
            failing = true;
        }
    }

    private void take(String id) throws IOException {
        Path request = files.request(id);
        try {
            long age = System.currentTimeMillis()
                    - Files.getLastModifiedTime(request).toMillis();
            CareTask task = CareTask.read(Files.readString(request));
            if (age <= CareFiles.TAKEN_WITHIN.toMillis()) {
                CareAnswer answer = new CareAnswer(files.answer(id));
                waiting.add(answer);
                worker.execute(() -> answer(task, answer));
            }
        } catch (NoSuchFileException e) {
            // Whoever asked has given up.
            return;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            new CareAnswer(files.answer(id)).end(CareFiles.FAILED + "the server does not know what was asked for");
        }
        Files.deleteIfExists(request);
    }

    private void answer(CareTask task, CareAnswer answer) {
        try {
            LOG.info("Asked for: {}", task.name());
            boolean sound = work.run(task, line -> tell(answer, line));
            answer.end(sound ? CareFiles.DONE : CareFiles.UNSOUND);
        } catch (IOException | RuntimeException e) {
            failed(task, answer, e);
        } finally {
            waiting.remove(answer);
        }
    }

    private void failed(CareTask task, CareAnswer answer, Exception reason) {
        LOG.warn("{} was asked for and failed: {}", task.name(), reason.toString());
        try {
            answer.end(CareFiles.FAILED + (closed ? ended(task) : reason.getMessage()));
        } catch (IOException e) {
            LOG.warn("This could not be answered: {}", e.toString());
        }
    }

    /** What is under way ends at the next thing that it says. */
    private void tell(CareAnswer answer, String line) {
        if (closed) {
            throw new IllegalStateException("the store is being closed");
        }
        try {
            answer.say(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ended(CareTask task) {
        return "the process that had the data folder open has ended before " + task.name()
                + " was done; run the command again";
    }

    private static Thread thread(Runnable runnable) {
        Thread thread = new Thread(runnable, "casebook-care");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for what is under way to notice. */
    @Override
    public void close() {
        closed = true;
        clock.shutdown();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("What was asked for by a command is still under way, and is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
