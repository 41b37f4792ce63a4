package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** Reads the file of a database that is open, as whoever opens it next would find it if nothing more were written. */
final class CheckpointedView extends PositionedFile {
    private final CheckpointedFile file;

    CheckpointedView(CheckpointedFile file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        if (!file.isReadable()) {
            throw new IOException("the time is over");
        }
        return file.read(into, at);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int write(ByteBuffer bytes, long at) throws IOException {
        throw new IOException("only for reading");
    }

    @Override
    public FileChannel truncate(long newSize) throws IOException {
        throw new IOException("only for reading");
    }

    /** The file is held by this process already. */
    @Override
    public FileLock tryLock(long at, long length, boolean shared) {
        return new FileLock((FileChannel) this, at, length, shared) {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void release() {
                // Nothing was taken.
            }
        };
    }
}
