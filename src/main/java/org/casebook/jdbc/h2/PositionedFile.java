package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FileBase;

/** Keeps the place at which a channel that reads and writes anywhere goes on when it is not told where. */
abstract class PositionedFile extends FileBase {
    private long position;

    @Override
    public final long position() {
        return position;
    }

    @Override
    public final FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public final int read(ByteBuffer into) throws IOException {
        int length = read(into, position);
        position += Math.max(length, 0);
        return length;
    }

    @Override
    public final int write(ByteBuffer bytes) throws IOException {
        int length = write(bytes, position);
        position += length;
        return length;
    }
}
