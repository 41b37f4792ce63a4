package org.casebook.store.care;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The files by which two processes speak: {@code ID.request} says what is wanted, {@code ID.answer} grows by a line whenever
 * there is something to say, and by an empty one each second so that it is known that somebody is at it. Each command has
 * an id of its own, so several can wait at once. Who may write into the folder may have its content.
 */
final class CareFiles {
    /** How long a request waits to be taken; an older one was left behind by a command that was killed. */
    static final Duration TAKEN_WITHIN = Duration.ofSeconds(15);

    /** Starts a line that is for the person who waits. */
    static final char SAID = '+';

    /** Starts the last line. */
    static final char END = '=';

    static final String DONE = "done";
    static final String UNSOUND = "unsound";
    static final String FAILED = "failed ";
    private static final String FOLDER = "care";
    private static final String REQUEST = ".request";
    private static final String ANSWER = ".answer";

    private final Path folder;

    CareFiles(Path data) {
        this.folder = data.resolve(FOLDER);
    }

    Path request(String id) {
        return folder.resolve(id + REQUEST);
    }

    Path answer(String id) {
        return folder.resolve(id + ANSWER);
    }

    /** The ids of all that is asked for. */
    List<String> requests() throws IOException {
        return ids(REQUEST);
    }

    List<String> answers() throws IOException {
        return ids(ANSWER);
    }

    private List<String> ids(String ending) throws IOException {
        List<String> ids = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    ids.add(name.substring(0, name.length() - ending.length()));
                }
            }
        }
        return ids;
    }

    /** Writes a request; it is there as a whole or not at all. */
    void ask(String id, CareTask task) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(id + ".part");
        Files.writeString(part, task.text());
        Files.move(part, request(id), StandardCopyOption.ATOMIC_MOVE);
    }
}
