package org.casebook.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that grows at its end. */
public interface DiskFile extends AutoCloseable {

    void append(ByteBuffer bytes) throws IOException;

    /** Returns when everything that was appended has reached the disk. */
    void force() throws IOException;

    /** Cuts the file to this length. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}
