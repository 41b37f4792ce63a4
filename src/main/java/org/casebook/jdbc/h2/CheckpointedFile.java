package org.casebook.jdbc.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that changes on disk only at a checkpoint, and then as a whole. What H2 writes between goes to one of two files
 * beside it; a checkpoint seals that one, forces it, writes it into the main file, forces that, and forgets it, while H2
 * goes on writing to the other. H2 alone would not do: it forces nothing by itself, and when the power goes it may find a
 * newest chunk that has arrived and an older one, which that needs, that has not.
 */
final class CheckpointedFile extends PositionedFile {
    private static final int PAGE = Pages.PAGE;
    private static final int COPIED = 1 << 20;
    private final FileChannel main;
    private final FileLock held;
    private final Runnable closed;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private Pages current;
    private Pages other;
    /** The pages that a checkpoint is writing into the main file; they hide it until they are all there. */
    private @Nullable Pages frozen;

    private volatile long readUntil;
    private volatile boolean keepAtClose;
    private long frozenSize;
    private long sequence;
    private long size;

    private CheckpointedFile(FileChannel main, FileLock held, Pages first, Pages second, Runnable closed) {
        this.main = main;
        this.held = held;
        this.current = first;
        this.other = second;
        this.closed = closed;
    }

    /** Finishes the checkpoint that was under way when the process ended, if it was sealed. */
    static CheckpointedFile open(
            FileChannel main, FileLock held, FileChannel first, FileChannel second, Runnable closed)
            throws IOException {
        Pages one = new Pages(first);
        Pages two = new Pages(second);
        boolean hasOne = one.load();
        boolean hasTwo = two.load();
        Pages newer = one.sequence() > two.sequence() ? one : two;
        Pages older = newer == one ? two : one;
        if (newer == one ? hasTwo : hasOne) {
            older.applyTo(main);
        }
        if (newer == one ? hasOne : hasTwo) {
            newer.applyTo(main);
        }
        CheckpointedFile file = new CheckpointedFile(main, held, one, two, closed);
        file.sequence = newer.sequence() + 1;
        file.size = main.size();
        for (Pages done : List.of(older, newer)) {
            done.clear();
            done.forceCleared();
        }
        return file;
    }

    /** What has been written so far is what the next {@link #finish} makes the content of the main file. */
    void mark() {
        lock.writeLock().lock();
        try {
            if (frozen != null) {
                throw new IllegalStateException("The checkpoint before this one has not been finished");
            }
            frozen = current;
            frozenSize = size;
            current = other;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Makes what was marked the content of the main file, durably. Does nothing if nothing is marked. */
    synchronized void finish() throws IOException {
        Pages pages = frozen;
        if (pages == null) {
            return;
        }
        if (!pages.isEmpty() || main.size() != frozenSize) {
            pages.seal(sequence++, frozenSize);
            pages.applyTo(main);
        }
        lock.writeLock().lock();
        try {
            pages.clear();
            other = pages;
            frozen = null;
        } finally {
            lock.writeLock().unlock();
        }
        pages.forceCleared();
    }

    /** Views of the file can be read until then. */
    void readUntil(long nanoTime) {
        readUntil = nanoTime;
    }

    boolean isReadable() {
        return readUntil == 0 || System.nanoTime() - readUntil < 0;
    }

    /** Makes what another file holds the content of this one, durably; nothing may have been written since it was opened. */
    void replace(Path file) throws IOException {
        if (!current.isEmpty()) {
            throw new IllegalStateException("There are changes since the last checkpoint");
        }
        lock.writeLock().lock();
        try (FileChannel fresh = FileChannel.open(file, StandardOpenOption.READ)) {
            size = 0;
            ByteBuffer some = ByteBuffer.allocate(COPIED);
            for (long at = 0; at < fresh.size(); at += COPIED) {
                Pages.readFully(fresh, some.clear(), at);
                write(some.flip().limit((int) Math.min(COPIED, fresh.size() - at)), at);
            }
        } catch (IOException | RuntimeException e) {
            // Half of it must not become the content when this is closed.
            current.clear();
            size = main.size();
            throw e;
        } finally {
            lock.writeLock().unlock();
        }
        mark();
        finish();
    }

    @Override
    public int write(ByteBuffer bytes, long at) throws IOException {
        lock.writeLock().lock();
        try {
            int length = bytes.remaining();
            long place = at;
            while (bytes.hasRemaining()) {
                place += place % PAGE == 0 && bytes.remaining() >= PAGE
                        ? writePages(bytes, place)
                        : writePart(bytes, place);
            }
            size = Math.max(size, at + length);
            return length;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private int writePages(ByteBuffer bytes, long at) throws IOException {
        int length = bytes.remaining() / PAGE * PAGE;
        current.put(at / PAGE, bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        return length;
    }

    private int writePart(ByteBuffer bytes, long at) throws IOException {
        int offset = (int) (at % PAGE);
        int length = Math.min(PAGE - offset, bytes.remaining());
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        readPages(page, at - offset);
        page.put(offset, bytes, bytes.position(), length);
        current.put(at / PAGE, page.clear());
        bytes.position(bytes.position() + length);
        return length;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        lock.readLock().lock();
        try {
            if (at >= size) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), size - at);
            ByteBuffer part = into.slice(into.position(), length);
            readPages(part, at);
            into.position(into.position() + length);
            return length;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void readPages(ByteBuffer into, long at) throws IOException {
        long place = at;
        while (into.hasRemaining()) {
            int before = into.remaining();
            readRun(into, place);
            place += before - into.remaining();
        }
    }

    /** As much as lies together in one file. */
    private void readRun(ByteBuffer into, long at) throws IOException {
        long page = at / PAGE;
        int offset = (int) (at % PAGE);
        Pages source = source(page);
        int slot = source == null ? 0 : Objects.requireNonNull(source.slot(page));
        int length = PAGE - offset;
        int run = 1;
        while (length < into.remaining() && continues(source, slot, page, run)) {
            run++;
            length += PAGE;
        }
        length = Math.min(length, into.remaining());
        ByteBuffer part = into.slice(into.position(), length);
        if (source == null) {
            Pages.readFully(main, part, at);
        } else {
            source.read(slot, offset, part);
        }
        into.position(into.position() + length);
    }

    private boolean continues(@Nullable Pages source, int slot, long page, int run) {
        Pages next = source(page + run);
        if (next != source) {
            return false;
        }
        return next == null || Objects.requireNonNull(next.slot(page + run)) == slot + run;
    }

    private @Nullable Pages source(long page) {
        if (current.slot(page) != null) {
            return current;
        }
        return frozen != null && frozen.slot(page) != null ? frozen : null;
    }

    /** Between checkpoints nothing needs to be durable, and a checkpoint forces what it seals. */
    @Override
    public void force(boolean metaData) {
        // See above.
    }

    @Override
    public long size() {
        lock.readLock().lock();
        try {
            return size;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public FileChannel truncate(long newSize) {
        lock.writeLock().lock();
        try {
            size = Math.min(size, newSize);
            position(Math.min(position(), newSize));
            return this;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The lock of the whole file, which was taken before anything else. */
    @Override
    public FileLock tryLock(long at, long length, boolean shared) {
        return held;
    }

    /** What has been written until it is closed counts, also without a checkpoint. */
    void keepAtClose() {
        keepAtClose = true;
    }

    /**
     * Where H2 closes the file because something has gone wrong, nobody knows whether it could open what it has written since
     * the last checkpoint; that state is left, and the journal has the rest.
     */
    @Override
    protected void implCloseChannel() throws IOException {
        try {
            finish();
            if (keepAtClose) {
                mark();
                finish();
            }
        } finally {
            closed.run();
            main.close();
            current.close();
            other.close();
        }
    }
}
