package org.casebook.store.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What one who waits is told; he may be gone, and with him his file: then nothing is told. */
final class CareAnswer {
    /** In one reading of {@link CareCall}, whatever the characters. */
    private static final int LONGEST = 10_000;

    private final Path file;
    private boolean ended;

    CareAnswer(Path file) throws IOException {
        this.file = file;
        Files.writeString(file, "\n");
    }

    synchronized void say(String line) throws IOException {
        append(CareFiles.SAID + oneLine(line));
    }

    /** Shows that somebody is at it. */
    synchronized void beat() throws IOException {
        append("");
    }

    synchronized void end(String how) throws IOException {
        append(CareFiles.END + oneLine(how));
        ended = true;
    }

    private void append(String line) throws IOException {
        if (ended) {
            return;
        }
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (NoSuchFileException e) {
            ended = true;
        }
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
