package org.casebook.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.BindCodec;
import org.casebook.jdbc.Sql;

/** Units of work as bytes. The first byte is the version of this form. */
final class UnitCodec {
    private static final int FORM = 1;

    private UnitCodec() {}

    static byte[] bytes(Unit unit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected(unit));
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(unit.txn());
            out.writeLong(unit.pid());
            out.writeInt(unit.operations().size());
            for (Operation operation : unit.operations()) {
                write(out, operation);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** So that large contents are not copied from buffer to larger buffer. */
    private static int expected(Unit unit) {
        long contents = 0;
        for (Operation operation : unit.operations()) {
            contents += operation instanceof Operation.Add add ? add.version().content().length + 256L : 256L;
        }
        return (int) Math.min(1024 + contents, Integer.MAX_VALUE - 64L);
    }

    static Unit unit(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int form = in.readByte();
            if (form != FORM) {
                throw new IllegalStateException(
                        "The journal was written by a newer release (form " + form + "): use that release");
            }
            long txn = in.readLong();
            long pid = in.readLong();
            int count = in.readInt();
            List<Operation> operations = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                operations.add(operation(in));
            }
            return new Unit(txn, pid, operations);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Operation operation) throws IOException {
        if (operation instanceof Operation.Add add) {
            out.writeByte('A');
            writeVersion(out, add.version());
        } else if (operation instanceof Operation.Remove remove) {
            out.writeByte('R');
            writeKey(out, remove.key());
            out.writeByte(remove.extent().ordinal());
            out.writeLong(remove.version());
        } else if (operation instanceof Operation.Execute execute) {
            out.writeByte('E');
            BindCodec.writeBytes(out, execute.sql().text().getBytes(StandardCharsets.UTF_8));
            out.writeInt(execute.sql().binds().size());
            for (Object bind : execute.sql().binds()) {
                BindCodec.write(out, bind);
            }
        }
    }

    private static Operation operation(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind == 'A') {
            return new Operation.Add(version(in));
        }
        if (kind == 'R') {
            return new Operation.Remove(key(in), Operation.Extent.values()[in.readByte()], in.readLong());
        }
        String text = new String(BindCodec.readBytes(in), StandardCharsets.UTF_8);
        int count = in.readInt();
        List<Object> binds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            binds.add(BindCodec.read(in));
        }
        return new Operation.Execute(new Sql(text, Collections.unmodifiableList(binds)));
    }

    private static void writeVersion(DataOutputStream out, StoredResource version) throws IOException {
        out.writeLong(version.pid());
        writeKey(out, version.key());
        out.writeLong(version.version());
        out.writeLong(version.lastUpdated().toEpochMilli());
        out.writeByte(version.method().ordinal());
        BindCodec.writeBytes(out, version.content());
    }

    private static StoredResource version(DataInputStream in) throws IOException {
        return new StoredResource(
                in.readLong(),
                key(in),
                in.readLong(),
                Instant.ofEpochMilli(in.readLong()),
                Method.values()[in.readByte()],
                BindCodec.readBytes(in));
    }

    private static void writeKey(DataOutputStream out, ResourceKey key) throws IOException {
        out.writeUTF(key.type());
        out.writeUTF(key.id());
    }

    private static ResourceKey key(DataInputStream in) throws IOException {
        return new ResourceKey(in.readUTF(), in.readUTF());
    }
}
