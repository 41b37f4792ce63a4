package org.casebook.store.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.casebook.jdbc.BindCodec;
import org.jspecify.annotations.Nullable;

/** Reads a backup from its first byte to its checksum. */
final class BackupReader {

    /** Gets what a backup holds, in its order. */
    interface Target {
        void txn(long last);

        void table(String name, List<String> columns);

        void row(@Nullable Object[] values);
    }

    private BackupReader() {}

    /** Reads all of it; throws IllegalArgumentException with the reason when it is not whole and as it was written. */
    static long read(Path file, Target target) {
        try (Digested digested =
                new Digested(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16)))) {
            return read(digested, new DataInputStream(digested), target);
        } catch (EOFException e) {
            throw BackupFormat.damaged("it ends too early");
        } catch (java.util.zip.ZipException e) {
            throw BackupFormat.damaged(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("The backup cannot be read: " + e.getMessage(), e);
        }
    }

    private static long read(Digested digested, DataInputStream in, Target target) throws IOException {
        if (!in.readUTF().equals(BackupFormat.MAGIC)) {
            throw BackupFormat.damaged("it does not begin like one");
        }
        target.txn(in.readLong());
        int columns = 0;
        long rows = 0;
        int mark = in.readByte();
        while (mark != BackupFormat.END) {
            if (mark == BackupFormat.TABLE) {
                columns = table(in, target);
            } else if (mark == BackupFormat.ROW) {
                target.row(row(in, columns));
                rows++;
            } else {
                throw BackupFormat.damaged("something unknown follows row " + rows);
            }
            mark = in.readByte();
        }
        if (in.readLong() != rows) {
            throw BackupFormat.damaged("rows are missing");
        }
        byte[] digest = digested.digest.digest();
        if (!MessageDigest.isEqual(digest, in.readNBytes(digest.length))) {
            throw BackupFormat.damaged("its checksum does not fit");
        }
        // To look for more also makes the format check its own end.
        if (in.read() >= 0) {
            throw BackupFormat.damaged("something follows its end");
        }
        return rows;
    }

    private static int table(DataInputStream in, Target target) throws IOException {
        String name = in.readUTF();
        int count = in.readInt();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(in.readUTF());
        }
        target.table(name, columns);
        return count;
    }

    private static @Nullable Object[] row(DataInputStream in, int columns) throws IOException {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = BindCodec.read(in);
        }
        return values;
    }

    /** Digests exactly what has been taken from it, no byte ahead. */
    private static final class Digested extends FilterInputStream {
        private final MessageDigest digest = Backup.sha256();

        Digested(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                digest.update((byte) b);
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                digest.update(bytes, offset, read);
            }
            return read;
        }
    }
}
