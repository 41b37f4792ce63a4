package org.casebook.store.journal;

import java.io.IOException;
import java.nio.file.Path;

/** What the journal does to files: a seam, so that a test can take the power away between a write and its force. */
public interface Disk {

    /** Opens a file to write at its end, creating it if need be. */
    DiskFile open(Path file) throws IOException;

    /** Makes the names in a folder durable, as they are now. */
    void forceFolder(Path folder) throws IOException;

    void delete(Path file) throws IOException;

    void rename(Path from, Path to) throws IOException;
}
