package org.casebook.store.crash;

import java.io.PrintStream;
import java.nio.file.Path;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.DatabaseAddress;
import org.casebook.store.ResourceStore;

/** The process that is killed: writes until then, and prints a line for each acknowledged write. */
final class WriterProcess {
    private WriterProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        String place = arguments[0];
        DatabaseAddress address =
                place.startsWith("jdbc:") ? DatabaseAddress.of(place) : DatabaseAddress.folder(Path.of(place));
        Database database = Database.open(address);
        ProbeIndex.create(database);
        ResourceStore store = ResourceStore.open(database, new ProbeIndex());
        PrintStream out = System.out;
        Writers writers = new Writers(store, arguments[1], line -> {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        });
        for (Thread thread : writers.start(8)) {
            thread.join();
        }
    }
}
