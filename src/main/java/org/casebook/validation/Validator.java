package org.casebook.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validation against profiles on a bounded pool. The rules take seconds to load, so a server starts warming them up
 * once its port is open; who asks earlier waits. A resource that takes too long, or a queue that is full, ends with
 * {@link ErrorCategory#BUSY} and never holds up reads and plain writes.
 */
public final class Validator implements AutoCloseable {
    private static final String R4 = "http://hl7.org/fhir/StructureDefinition/";

    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private final LazyRules shipped;
    private final Editions editions;
    private final ThreadPoolExecutor pool;
    private final Duration timeLimit;

    /** The pool: how many resources at a time, how many may wait, and how long one may take. */
    public record Limits(int threads, int queue, Duration time) {
        /** For a command that has all the time it needs. */
        public static Limits patient() {
            return new Limits(1, 1, Duration.ofHours(1));
        }

        public static Limits ofThisMachine() {
            return new Limits(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), 100, Duration.ofMinutes(2));
        }
    }

    /** Over the shipped definitions; every such validator shares the same rules. */
    public static Validator shipped(Limits limits) {
        return over(DefinitionSource.NONE, limits);
    }

    /** Over the shipped definitions and those that clients store. */
    public static Validator over(DefinitionSource stored, Limits limits) {
        return new Validator(LazyRules.SHIPPED, stored, limits);
    }

    Validator(LazyRules shipped, DefinitionSource stored, Limits limits) {
        this.shipped = shipped;
        this.editions = new Editions(shipped, stored);
        this.timeLimit = limits.time;
        this.pool = new ThreadPoolExecutor(
                limits.threads, limits.threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(limits.queue), daemons());
        pool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "validation");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        };
    }

    /** Loads the rules and walks them once with the given resources, in the background. */
    public void warmUp(List<ObjectNode> samples) {
        pool.submit(() -> {
            shipped.warmUp(samples);
            editions.current().rules();
            // Reading the definitions leaves a gigabyte of garbage, which an idle server would keep for good.
            System.gc();
        });
    }

    /**
     * The answer of {@code $validate}: all that can be said of a resource whose structure is readable.
     *
     * @param profiles canonical URLs to validate against, besides those that the resource claims
     */
    public List<Issue> validate(ObjectNode resource, List<String> profiles, ReferenceResolver resolver) {
        Edition edition = editions.current();
        return limited(() -> edition.rules().check(resource, profiles, resolver, Severity.ERROR));
    }

    /** What one write, or several together, must meet. */
    public Writes writes() {
        return new Writes();
    }

    /**
     * What is written must meet the profiles known here that it claims. A profile that is not known, or cannot be used, is
     * a warning, and a resource that claims none is not looked at.
     */
    public final class Writes {
        /** Asked for once, and only if a resource claims something. */
        private @Nullable Edition edition;

        private Writes() {}

        public List<Issue> check(ObjectNode resource, ReferenceResolver resolver) {
            JsonNode claimed = resource.path("meta").path("profile");
            if (claimed.isEmpty()) {
                return List.of();
            }
            Edition known = edition();
            for (JsonNode profile : claimed) {
                if (known.knows(ProfileRules.withoutVersion(profile.asText()))) {
                    return limited(() -> known.rules().check(resource, List.of(), resolver, Severity.WARNING));
                }
            }
            return unknownProfiles(resource);
        }

        private Edition edition() {
            Edition known = edition;
            if (known == null) {
                known = editions.current();
                edition = known;
            }
            return known;
        }
    }

    private static List<Issue> unknownProfiles(ObjectNode resource) {
        List<Issue> issues = new ArrayList<>();
        JsonNode claimed = resource.path("meta").path("profile");
        for (int i = 0; claimed.isArray() && i < claimed.size(); i++) {
            String url = ProfileRules.withoutVersion(claimed.path(i).asText());
            if (!url.startsWith(R4)) {
                issues.add(Issue.warning(
                        IssueType.NOT_FOUND,
                        "The profile " + url + " is not known here, so the resource was not checked against it.",
                        resource.path("resourceType").asText() + ".meta.profile[" + i + "]"));
            }
        }
        return issues;
    }

    private List<Issue> limited(Callable<List<Issue>> task) {
        try {
            Future<List<Issue>> future = pool.submit(task);
            return future.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw busy("Too many validations are waiting. Send the resource again later.");
        } catch (TimeoutException e) {
            throw busy("Validation took longer than " + timeLimit.toSeconds()
                    + " s. Send less at a time, or again later.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("The server is stopping.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CasebookException known) {
                throw known;
            }
            if (e.getCause() instanceof RuntimeException || e.getCause() instanceof StackOverflowError) {
                return gaveUp(e.getCause());
            }
            throw new CasebookException(
                    ErrorCategory.FAULT,
                    List.of(Issue.error(IssueType.EXCEPTION, "The validator failed.")),
                    e.getCause());
        }
    }

    /** HL7's validator fails on some resources that are far from FHIR: that is an answer about the resource. */
    private static List<Issue> gaveUp(Throwable cause) {
        // Its message may hold what is in the resource.
        StackTraceElement[] trace = cause.getStackTrace();
        LOG.warn("HL7's validator failed: {} at {}", cause.getClass().getName(), trace.length > 0 ? trace[0] : "?");
        return List.of(Issue.error(
                IssueType.EXCEPTION,
                "HL7's validator could not go through this resource, so its profiles were not checked."
                        + " Correct the other issues first."));
    }

    private static CasebookException busy(String text) {
        return new CasebookException(ErrorCategory.BUSY, text);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
