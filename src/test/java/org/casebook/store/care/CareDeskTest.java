package org.casebook.store.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the files by which a command asks the process that has the folder open. */
class CareDeskTest {
    private static final CareTask VERIFY = CareTask.of(CareTask.Kind.VERIFY);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path data;

    private final List<String> said = new ArrayList<>();

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        if (Files.exists(data.resolve("care"))) {
            try (Stream<Path> left = Files.list(data.resolve("care"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void whatIsSaidComesInOrderAndTheEndSaysHowItWas() throws Exception {
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> {
            tell.accept("first\nline");
            tell.accept("größer");
            if (task.kind() == CareTask.Kind.BACKUP) {
                throw new IOException("no room at " + task.file());
            }
            return task.kind() == CareTask.Kind.REINDEX;
        })) {
            assertThat(desk).isNotNull();
            assertThat(CareCall.make(data, VERIFY, said::add)).isFalse();
            assertThat(said).containsExactly("first line", "größer");
            assertThat(CareCall.make(data, CareTask.of(CareTask.Kind.REINDEX), said::add))
                    .isTrue();
            assertThatThrownBy(
                            () -> CareCall.make(data, new CareTask(CareTask.Kind.BACKUP, "/a b/file\nname"), said::add))
                    .hasMessage("no room at /a b/file name");
        }
    }

    @Test
    void longWorkIsWaitedForWhileSomebodyIsAtIt() throws Exception {
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> {
            sleep(3_500);
            return true;
        })) {
            assertThat(desk).isNotNull();
            assertThat(new CareCall(data, VERIFY, Duration.ofSeconds(15), Duration.ofMillis(2_500)).make(said::add))
                    .isTrue();
        }
    }

    @Test
    void severalAtOnceAreDoneOneAfterTheOther() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            sleep(300);
            tell.accept(task.file());
            atOnce.decrementAndGet();
            return true;
        })) {
            assertThat(desk).isNotNull();
            List<CompletableFuture<List<String>>> all = Stream.of("a", "b", "c")
                    .map(name -> CompletableFuture.supplyAsync(
                            () -> heard(new CareTask(CareTask.Kind.BACKUP, name)), task -> new Thread(task).start()))
                    .toList();
            assertThat(all.stream().map(CompletableFuture::join).toList())
                    .containsExactly(List.of("a"), List.of("b"), List.of("c"));
        }
        assertThat(most).hasValue(1);
    }

    private List<String> heard(CareTask task) {
        List<String> lines = new ArrayList<>();
        try {
            assertThat(CareCall.make(data, task, lines::add)).isTrue();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return lines;
    }

    @Test
    void nobodyAnswers() {
        assertThatThrownBy(() -> new CareCall(data, VERIFY, SHORT, SHORT).make(said::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void whoTookItIsKilled() throws Exception {
        CompletableFuture<Throwable> failure = calling(SHORT);
        Path request = theRequest();
        // As the desk does it, but then nothing more comes.
        Files.writeString(answerTo(request), "\n+half of it\n");
        Files.delete(request);
        assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended before verify was done");
        assertThat(said).containsExactly("half of it");
    }

    @Test
    void whoTookItIsKilledAndAnotherIsStarted() throws Exception {
        CompletableFuture<Throwable> failure = calling(Duration.ofMinutes(5));
        Path request = theRequest();
        Files.writeString(answerTo(request), "\n");
        Files.delete(request);
        try (CareDesk next = CareDesk.open(data, (task, tell) -> true)) {
            assertThat(next).isNotNull();
            assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended before verify was done");
        }
    }

    @Test
    void theStoreIsClosedMeanwhile() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> failure;
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> {
            begun.countDown();
            while (true) {
                sleep(20);
                tell.accept("still at it");
            }
        })) {
            assertThat(desk).isNotNull();
            failure = calling(Duration.ofMinutes(5));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("has ended before verify was done");
    }

    @Test
    void aRequestThatWasLeftBehindIsNotDone() throws Exception {
        Path request = Files.createDirectories(data.resolve("care")).resolve("old.request");
        Files.writeString(request, new CareTask(CareTask.Kind.BACKUP, "/nobody/wants/this").text());
        Files.setLastModifiedTime(request, FileTime.from(Instant.now().minusSeconds(60)));
        AtomicInteger done = new AtomicInteger();
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> done.incrementAndGet() > 0)) {
            assertThat(desk).isNotNull();
            assertThat(CareCall.make(data, VERIFY, said::add)).isTrue();
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void whatTheServerDoesNotKnowIsSaidSo() throws Exception {
        Path folder = Files.createDirectories(data.resolve("care"));
        Files.writeString(folder.resolve("x.request"), "tidy\n");
        try (CareDesk desk = CareDesk.open(data, (task, tell) -> true)) {
            assertThat(desk).isNotNull();
            assertThat(CareCall.make(data, VERIFY, said::add)).isTrue();
            assertThat(folder.resolve("x.answer")).content().contains("=failed the server does not know");
            Files.delete(folder.resolve("x.answer"));
        }
    }

    private CompletableFuture<Throwable> calling(Duration silence) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        new CareCall(data, VERIFY, Duration.ofSeconds(15), silence).make(said::add);
                        failure.complete(null);
                    } catch (IOException | InterruptedException e) {
                        failure.complete(e);
                    }
                })
                .start();
        return failure;
    }

    private Path theRequest() throws Exception {
        while (true) {
            if (Files.isDirectory(data.resolve("care"))) {
                try (Stream<Path> files = Files.list(data.resolve("care"))) {
                    List<Path> requests = files.filter(file -> file.toString().endsWith(".request"))
                            .toList();
                    if (!requests.isEmpty()) {
                        return requests.get(0);
                    }
                }
            }
            Thread.sleep(10);
        }
    }

    private static Path answerTo(Path request) {
        return request.resolveSibling(request.getFileName().toString().replace(".request", ".answer"));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
