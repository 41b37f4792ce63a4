package org.casebook.store.care;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks the process that has a data folder open, passes on what it says, and does not wait for one that has ended. */
public final class CareCall {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 50;
    private static final int PORTION = 1 << 16;
    private final CareFiles files;
    private final String id = UUID.randomUUID().toString();
    private final CareTask task;
    private final Duration takenWithin;
    private final Duration silence;
    private final StringBuilder unread = new StringBuilder();
    private long position;
    private long heard = System.nanoTime();

    /**
     * @param takenWithin how long to wait until somebody takes the request
     * @param silence how long to wait for the next sign of life
     */
    CareCall(Path data, CareTask task, Duration takenWithin, Duration silence) {
        this.files = new CareFiles(data);
        this.task = task;
        this.takenWithin = takenWithin;
        this.silence = silence;
    }

    /**
     * Has the task done by the process that has the folder open.
     *
     * @return false when what was looked at is not as it should be
     * @throws IOException with what to tell the user when it was not done
     */
    public static boolean make(Path data, CareTask task, Consumer<String> said)
            throws IOException, InterruptedException {
        return new CareCall(data, task, CareFiles.TAKEN_WITHIN, SILENCE).make(said);
    }

    boolean make(Consumer<String> said) throws IOException, InterruptedException {
        files.ask(id, task);
        try {
            awaitTaken();
            heard = System.nanoTime();
            Optional<String> end = listen(said);
            while (end.isEmpty()) {
                Thread.sleep(POLL_MILLIS);
                end = listen(said);
            }
            return judge(end.get());
        } finally {
            Files.deleteIfExists(files.request(id));
            Files.deleteIfExists(files.answer(id));
        }
    }

    private void awaitTaken() throws IOException, InterruptedException {
        while (Files.exists(files.request(id))) {
            Thread.sleep(POLL_MILLIS);
            // Only who deletes it knows whether it was taken.
            if (System.nanoTime() - heard > takenWithin.toNanos() && Files.deleteIfExists(files.request(id))) {
                throw new IOException("the process that has the data folder open does not answer");
            }
        }
    }

    /** Passes on what has come; the last line when that is among it. */
    private Optional<String> listen(Consumer<String> said) throws IOException {
        read();
        for (int end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n")) {
            String line = unread.substring(0, end);
            unread.delete(0, end + 1);
            if (line.startsWith(String.valueOf(CareFiles.END))) {
                return Optional.of(line.substring(1));
            }
            if (!line.isEmpty()) {
                said.accept(line.substring(1));
            }
        }
        if (System.nanoTime() - heard > silence.toNanos()) {
            throw new IOException(CareDesk.ended(task));
        }
        return Optional.empty();
    }

    private void read() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(files.answer(id))) {
            channel.position(position);
            ByteBuffer bytes = ByteBuffer.allocate(PORTION);
            while (channel.read(bytes) > 0) {
                int whole = wholeLines(bytes);
                unread.append(new String(bytes.array(), 0, whole, StandardCharsets.UTF_8));
                position += whole;
                heard = System.nanoTime();
                channel.position(position);
                bytes.clear();
                if (whole == 0) {
                    return;
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(CareDesk.ended(task), e);
        }
    }

    /** A character may be cut in the middle, a line end is not. */
    private static int wholeLines(ByteBuffer bytes) {
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    private static boolean judge(String end) throws IOException {
        if (end.startsWith(CareFiles.FAILED)) {
            throw new IOException(end.substring(CareFiles.FAILED.length()));
        }
        return end.equals(CareFiles.DONE);
    }
}
