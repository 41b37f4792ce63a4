package org.casebook.store.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.ToLongFunction;

/**
 * How another process asks the one that has an H2 folder open for a backup: a file in that folder names where to, another
 * brings the answer. Who may write into the folder may have its content.
 */
public final class BackupRequest {
    private static final String REQUEST = "backup.request";
    private static final String ANSWER = "backup.answer";
    private static final long PATIENCE_MILLIS = 15_000;

    private BackupRequest() {}

    /** Does what is asked for, if anything is. */
    public static void serve(Path folder, ToLongFunction<Path> backup) {
        Path request = folder.resolve(REQUEST);
        if (!Files.exists(request)) {
            return;
        }
        try {
            Path file = Path.of(Files.readString(request));
            Files.delete(request);
            publish(folder.resolve(ANSWER), answer(file, backup));
        } catch (IOException e) {
            throw new UncheckedIOException("A backup was asked for and cannot be answered: " + e.getMessage(), e);
        }
    }

    private static String answer(Path file, ToLongFunction<Path> backup) {
        try {
            return "done " + backup.applyAsLong(file);
        } catch (RuntimeException e) {
            return "failed " + e.getMessage();
        }
    }

    /** Asks the process that has this folder open, and waits; answers how many rows the backup holds. */
    public static long ask(Path folder, Path file) throws IOException, InterruptedException {
        Path request = folder.resolve(REQUEST);
        Path answer = folder.resolve(ANSWER);
        Files.deleteIfExists(answer);
        publish(request, file.toAbsolutePath().toString());
        long start = System.currentTimeMillis();
        while (!Files.exists(answer)) {
            Thread.sleep(100);
            boolean taken = !Files.exists(request);
            if (!taken && System.currentTimeMillis() - start > PATIENCE_MILLIS) {
                Files.deleteIfExists(request);
                throw new IOException("the process that has the folder open does not answer");
            }
        }
        String text = Files.readString(answer);
        Files.delete(answer);
        if (!text.startsWith("done ")) {
            throw new IOException(text.replaceFirst("^failed ", ""));
        }
        return Long.parseLong(text.substring("done ".length()));
    }

    private static void publish(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
