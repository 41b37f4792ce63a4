package org.casebook.store.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units of work in the order of their numbers, on disk before they are acknowledged. One thread at a time appends;
 * whoever waits for a number forces for everybody who has appended by then.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String WAY_OUT =
            " Put back the journal from a copy, or restore a backup with 'casebook restore',"
                    + " or accept the loss: 'casebook rebuild --skip-damaged' keeps all that can be read.";
    private final Path folder;
    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forceEnded = lock.newCondition();
    private DiskFile file;
    private long length;
    private long lengthBefore;
    private long appended;
    private long forced;
    private boolean forcing;
    private boolean broken;

    private Journal(Path folder, Disk disk, DiskFile file, long last) {
        this.folder = folder;
        this.disk = disk;
        this.file = file;
        this.length = Segment.MAGIC.length;
        this.appended = last;
        this.forced = last;
    }

    /**
     * Hands over every record above a number in order, cuts off a tail that never reached the disk, and opens a new
     * segment.
     *
     * @param applied up to which number the database has applied the journal
     * @param replay gets the records that it has not
     */
    public static Journal open(Path folder, Disk disk, long applied, Consumer<JournalRecord> replay) {
        try {
            Files.createDirectories(folder);
            long last = Math.max(applied, replay(folder, disk, applied, replay));
            return new Journal(folder, disk, newSegment(folder, disk, last + 1), last);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long replay(Path folder, Disk disk, long applied, Consumer<JournalRecord> replay)
            throws IOException {
        List<Segment> segments = Segment.of(folder);
        long[] reached = {applied};
        long last = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            Segment.Reading reading = segment.read(last, record -> {
                if (record.number() > applied) {
                    refuseGap(segment, record, reached[0]);
                    replay.accept(record);
                    reached[0] = record.number();
                }
            });
            last = reading.last();
            if (reading.damage() != null) {
                long next = i + 1 < segments.size() ? segments.get(i + 1).first() : Long.MAX_VALUE;
                judge(segment, reading, reading.damage(), next, applied);
                cut(disk, segment, reading.end());
            }
        }
        return last;
    }

    static JournalDamaged damaged(Segment segment, long reached) {
        return new JournalDamaged("The journal is damaged in " + segment.file().getFileName() + ", after unit of work "
                + reached + "." + WAY_OUT);
    }

    /** Hands over every record that can be read, and opens a new segment; damaged files stay beside it under another name. */
    public static Journal openAround(Path folder, Disk disk, long applied, Consumer<JournalRecord> replay) {
        try {
            Files.createDirectories(folder);
            long[] reached = {applied};
            for (Segment segment : Segment.of(folder)) {
                segment.readAround(0, record -> {
                    if (record.number() > reached[0]) {
                        replay.accept(record);
                        reached[0] = record.number();
                    }
                });
                disk.rename(
                        segment.file(),
                        segment.file().resolveSibling(segment.file().getFileName() + ".damaged"));
            }
            return new Journal(folder, disk, newSegment(folder, disk, reached[0] + 1), reached[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    static void refuseGap(Segment segment, JournalRecord record, long reached) {
        if (record.previous() > reached) {
            throw new JournalDamaged("The journal lacks the units of work from " + (reached + 1) + " to "
                    + record.previous() + ", before " + segment.file().getFileName() + ". Nothing has been changed."
                    + WAY_OUT);
        }
    }

    private static void judge(
            Segment segment, Segment.Reading reading, Segment.Damage damage, long next, long applied) {
        String place =
                segment.file().getFileName() + ", byte " + damage.at() + " of " + (damage.at() + damage.length());
        if (next <= applied + 1) {
            LOG.warn("The journal is damaged at {}; the database has what stood there, so nothing is lost", place);
        } else if (next == Long.MAX_VALUE && !damage.promised()) {
            LOG.warn(
                    "The journal ends in an unfinished record at {}: {} bytes that were never acknowledged are cut off",
                    place,
                    damage.length());
        } else {
            throw new JournalDamaged("The journal is damaged at " + place + ", after unit of work " + reading.last()
                    + ": acknowledged changes stand there that the database does not have. Nothing has been changed."
                    + WAY_OUT);
        }
    }

    private static void cut(Disk disk, Segment segment, long end) throws IOException {
        try (DiskFile file = disk.open(segment.file())) {
            file.truncate(end);
            file.force();
        }
    }

    private static DiskFile newSegment(Path folder, Disk disk, long first) throws IOException {
        DiskFile file = disk.open(Segment.starting(folder, first).file());
        file.truncate(0);
        file.append(ByteBuffer.wrap(Segment.MAGIC));
        file.force();
        disk.forceFolder(folder);
        return file;
    }

    /** The number of the last unit that has been appended. */
    public long appended() {
        return locked(() -> appended);
    }

    /** Whether the newest segment holds anything. */
    public boolean hasRecords() {
        return length() > Segment.MAGIC.length;
    }

    /** How long the newest segment is. */
    public long length() {
        return locked(() -> length);
    }

    /** Writes a unit at the end; it is not durable before {@link #await} has returned. */
    public void append(long number, byte[] payload) {
        lock.lock();
        try {
            refuseIfBroken();
            ByteBuffer bytes = new JournalRecord(number, appended, forced, payload).bytes();
            int size = bytes.remaining();
            file.append(bytes);
            lengthBefore = length;
            length += size;
            appended = number;
        } catch (IOException e) {
            takeBack(length, appended);
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what was appended behind this number; its transaction could not be committed. */
    public void undo(long number) {
        lock.lock();
        try {
            if (appended > number) {
                awaitForceEnd();
                takeBack(lengthBefore, number);
            }
        } finally {
            lock.unlock();
        }
    }

    private void takeBack(long toLength, long toNumber) {
        try {
            file.truncate(toLength);
            length = toLength;
            appended = toNumber;
            forced = Math.min(forced, toNumber);
        } catch (IOException e) {
            broken = true;
            LOG.error("The journal cannot be written any more; no change is accepted until a restart", e);
        }
    }

    /** Returns when the unit of this number and all before it are on disk. */
    public void await(long number) {
        lock.lock();
        try {
            while (forced < number) {
                refuseIfBroken();
                if (forcing) {
                    forceEnded.awaitUninterruptibly();
                } else {
                    force();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Others append while this thread waits for the disk. */
    private void force() {
        forcing = true;
        long target = appended;
        DiskFile reached = file;
        lock.unlock();
        IOException failure = null;
        try {
            reached.force();
        } catch (IOException e) {
            failure = e;
        } finally {
            lock.lock();
            forcing = false;
            forceEnded.signalAll();
        }
        if (failure != null) {
            // What a failed force has left on the disk cannot be known, so it is not tried again.
            broken = true;
            LOG.error("The journal cannot be forced to disk; no change is accepted until a restart", failure);
            throw unwritable(failure);
        }
        forced = Math.max(forced, target);
    }

    /** Ends the segment: what is appended next goes into a new one. Answers the last number of the old ones. */
    public long rotate() {
        lock.lock();
        try {
            refuseIfBroken();
            awaitForceEnd();
            file.force();
            forced = appended;
            DiskFile next = newSegment(folder, disk, appended + 1);
            file.close();
            file = next;
            length = Segment.MAGIC.length;
            return appended;
        } catch (IOException e) {
            broken = true;
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    /** Hands over and deletes the segments whose records all have this number or a lower one. */
    public void release(long number, Consumer<Path> keeper) {
        try {
            List<Segment> segments = Segment.of(folder);
            for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).first() <= number + 1; i++) {
                keeper.accept(segments.get(i).file());
                disk.delete(segments.get(i).file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Old files of the journal in " + folder + " cannot be removed", e);
        }
    }

    /** Forces what was appended, and takes nothing more; another journal goes on in the same folder. */
    public void abandon() {
        lock.lock();
        try {
            awaitForceEnd();
            if (!broken) {
                file.force();
                forced = appended;
            }
            broken = true;
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            broken = true;
            lock.unlock();
        }
    }

    private void awaitForceEnd() {
        while (forcing) {
            forceEnded.awaitUninterruptibly();
        }
    }

    private void refuseIfBroken() {
        if (broken) {
            throw new CasebookException(
                    ErrorCategory.BUSY, "The disk refuses to be written. Reading goes on; changes need an operator.");
        }
    }

    private static CasebookException unwritable(IOException cause) {
        return new CasebookException(
                ErrorCategory.BUSY, "The change could not be written to disk: " + cause.getMessage());
    }

    private long locked(java.util.function.LongSupplier supplier) {
        lock.lock();
        try {
            return supplier.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            awaitForceEnd();
            if (!broken) {
                file.force();
            }
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
