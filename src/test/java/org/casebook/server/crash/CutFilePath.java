package org.casebook.server.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.casebook.store.journal.PowerCut;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/** H2's files under the scheme {@code cut:}, reported to the power cut that is being prepared. */
public final class CutFilePath extends FilePathWrapper {
    static volatile PowerCut cut = new PowerCut();

    /** Run before each change of a file. */
    static volatile Runnable moment = () -> {};

    @Override
    public String getScheme() {
        return "cut";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Path file = Path.of(getBase().toString());
        cut.opened(file);
        return new CutChannel(cut, file, super.open(mode));
    }

    private static final class CutChannel extends FileBase {
        private final PowerCut cut;
        private final Path file;
        private final FileChannel real;

        CutChannel(PowerCut cut, Path file, FileChannel real) {
            this.cut = cut;
            this.file = file;
            this.real = real;
        }

        @Override
        public int write(ByteBuffer bytes, long at) throws IOException {
            moment.run();
            synchronized (cut) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                int written = real.write(bytes, at);
                cut.written(file, at, written == copy.length ? copy : java.util.Arrays.copyOf(copy, written));
                return written;
            }
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            long at = real.position();
            int written = write(bytes, at);
            real.position(at + written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            moment.run();
            synchronized (cut) {
                real.force(metaData);
                cut.forced(file);
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            moment.run();
            synchronized (cut) {
                if (size < real.size()) {
                    real.truncate(size);
                    cut.truncated(file, size);
                }
            }
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long at) throws IOException {
            real.position(at);
            return this;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return real.read(bytes);
        }

        @Override
        public int read(ByteBuffer bytes, long at) throws IOException {
            return real.read(bytes, at);
        }

        @Override
        public FileLock tryLock(long at, long size, boolean shared) throws IOException {
            return real.tryLock(at, size, shared);
        }
    }
}
