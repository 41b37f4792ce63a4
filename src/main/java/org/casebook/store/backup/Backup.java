package org.casebook.store.backup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;
import org.casebook.jdbc.BindCodec;
import org.casebook.jdbc.Column;
import org.casebook.jdbc.Database;
import org.casebook.jdbc.Dialect;
import org.casebook.jdbc.Session;
import org.casebook.jdbc.Sql;

/** Writes one state of a store into a file while the store goes on. */
public final class Backup {
    private static final int PORTION = 1000;
    private final Session session;
    private final DataOutputStream out;
    private final LongConsumer progress;
    private long rows;

    private Backup(Session session, DataOutputStream out, LongConsumer progress) {
        this.session = session;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Writes the file; it gets its name only when it is whole and on disk. Answers how many rows it holds.
     *
     * @param progress gets the number of rows written so far, now and then
     */
    public static long write(Database database, Path file, LongConsumer progress) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long rows = writePart(database, part, progress);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("The backup cannot be written: " + e.getMessage(), e);
        }
    }

    private static long writePart(Database database, Path part, LongConsumer progress) throws IOException {
        try (FileOutputStream file = new FileOutputStream(part.toFile());
                GZIPOutputStream zipped = new GZIPOutputStream(new BufferedOutputStream(file, 1 << 16), 1 << 16);
                DigestOutputStream digested = new DigestOutputStream(zipped, sha256());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(digested, 1 << 16))) {
            out.writeUTF(BackupFormat.MAGIC);
            long rows = database.read(session -> new Backup(session, out, progress).all());
            out.writeByte(BackupFormat.END);
            out.writeLong(rows);
            out.flush();
            byte[] digest = digested.getMessageDigest().digest();
            zipped.write(digest);
            zipped.finish();
            zipped.flush();
            file.getFD().sync();
            return rows;
        }
    }

    private long all() {
        long txn = txn();
        written(() -> out.writeLong(txn));
        return tables();
    }

    /** The last unit of work that this state holds, where there is a journal to go on from there. */
    private long txn() {
        return session.dialect() == Dialect.H2 ? session.number(Sql.of("select txn from store_state")) : 0;
    }

    private long tables() {
        for (String table : Tables.kept(session)) {
            List<String> columns =
                    Tables.columns(session, table).stream().map(Column::name).toList();
            written(() -> {
                out.writeByte(BackupFormat.TABLE);
                out.writeUTF(table);
                out.writeInt(columns.size());
                for (String column : columns) {
                    out.writeUTF(column);
                }
            });
            String all = "select " + String.join(", ", columns) + " from " + table;
            if (columns.contains("pid")) {
                byPid(all, columns.size());
            } else {
                session.each(Sql.of(all), row -> row(row, columns.size()));
            }
        }
        return rows;
    }

    /** In portions along the resources, since H2 holds a whole result in memory. */
    private void byPid(String all, int columns) {
        long after = Long.MIN_VALUE;
        while (true) {
            Sql next = Sql.of("select pid from resource where pid > ? order by pid limit ?", after, PORTION);
            List<Long> pids = session.list(next, row -> row.getLong(1));
            if (pids.isEmpty()) {
                return;
            }
            long last = pids.get(pids.size() - 1);
            session.each(Sql.of(all + " where pid > ? and pid <= ?", after, last), row -> row(row, columns));
            after = last;
            progress.accept(rows);
        }
    }

    private void row(ResultSet row, int columns) throws SQLException {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = row.getObject(i + 1);
        }
        written(() -> {
            out.writeByte(BackupFormat.ROW);
            for (Object value : values) {
                BindCodec.write(out, value);
            }
        });
        rows++;
    }

    private static void written(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The backup cannot be written: " + e.getMessage(), e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
