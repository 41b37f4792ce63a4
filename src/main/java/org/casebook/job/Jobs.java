package org.casebook.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.store.Outage;
import org.casebook.store.ResourceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs, a few at a time, oldest first. Each node looks for work that nobody does, so a job goes on elsewhere when
 * the node that did it is gone; one that may have changed something is not run twice but ends with what is known.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int WORKERS = 2;
    private static final int MOST_WAITING = 100;
    private static final long LEASE = TimeUnit.SECONDS.toMillis(30);
    private static final Duration KEPT = Duration.ofHours(24);
    private final Outage outage = new Outage("Looking after asynchronous requests");
    private final JobTable table;
    private final Answer interrupted;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Jobs::thread);
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, Jobs::thread);

    /**
     * @param interrupted the answer of a job that was interrupted and must not be repeated
     */
    public Jobs(ResourceStore store, Answer interrupted) {
        this.table = new JobTable(store);
        this.interrupted = interrupted;
    }

    /** What a job does: with what was kept, telling how far it has come. */
    @FunctionalInterface
    public interface Work {
        Answer run(byte[] request, Consumer<String> progress);
    }

    /** Begins to work: first on what an earlier run has left. */
    public void start(Work work) {
        for (int i = 0; i < WORKERS; i++) {
            clock.scheduleWithFixedDelay(
                    () -> workers.execute(() -> quietly(() -> workOff(work))), 200, 500, TimeUnit.MILLISECONDS);
        }
        clock.scheduleWithFixedDelay(
                () -> workers.execute(
                        () -> quietly(() -> table.removeOlderThan(Instant.now().minus(KEPT)))),
                1,
                60,
                TimeUnit.MINUTES);
    }

    /**
     * Keeps a request for later.
     *
     * @return the job's id
     * @throws CasebookException 429 if too many wait already
     */
    public String submit(byte[] request, boolean repeatable) {
        if (table.waiting() >= MOST_WAITING) {
            throw new CasebookException(
                    ErrorCategory.TOO_MANY_REQUESTS,
                    MOST_WAITING + " requests wait to be carried out already; send this one again later.");
        }
        return table.add(request, repeatable);
    }

    public Optional<Job> find(String id) {
        return table.find(id);
    }

    /** What a job that is done has kept. */
    public byte[] answer(String id) {
        return table.content(id, "answer");
    }

    /** How far a job has come that this node does; empty if another node does it, or nobody yet. */
    public Optional<String> progress(String id) {
        return Optional.ofNullable(running.get(id)).map(Running::progress);
    }

    /** Forgets a job; if it is being done it stops at its next step, and its answer is thrown away. */
    public boolean cancel(String id) {
        Optional.ofNullable(running.get(id)).ifPresent(Running::cancel);
        return table.remove(id);
    }

    private void workOff(Work work) {
        for (Optional<Job> job = table.claim(LEASE); job.isPresent(); job = table.claim(LEASE)) {
            run(job.get(), work);
        }
    }

    private void run(Job job, Work work) {
        if (job.state() == Job.State.RUNNING && !job.repeatable()) {
            table.finish(job.id(), interrupted);
            return;
        }
        Running state = new Running();
        running.put(job.id(), state);
        ScheduledFuture<?> lease = clock.scheduleWithFixedDelay(
                () -> quietly(() -> extend(job.id(), state)), LEASE / 3, LEASE / 3, TimeUnit.MILLISECONDS);
        try {
            table.finish(job.id(), work.run(table.content(job.id(), "request"), state));
        } finally {
            running.remove(job.id());
            lease.cancel(false);
        }
    }

    private void extend(String id, Running state) {
        if (!table.extend(id, LEASE)) {
            state.cancel();
        }
    }

    /** A worker that dies would leave every later job undone. */
    private void quietly(Runnable work) {
        outage.during(work);
    }

    private static Thread thread(Runnable runnable) {
        Thread thread = new Thread(runnable, "job");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("Jobs that are under way go on after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
