package org.casebook.search;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.casebook.index.SearchParameter;
import org.casebook.index.tables.IndexTables;
import org.casebook.index.tables.Keys;
import org.casebook.index.tables.ParameterRegistry;
import org.casebook.jdbc.Sql;
import org.casebook.store.Reindex;
import org.casebook.store.ReindexProgress;
import org.casebook.store.ResourceStore;

/**
 * Builds the index of search parameters that were added at run time, in the background, while the store is in use. What is
 * written after a parameter has come is indexed at once; this brings in what was there before.
 */
public final class ParameterIndexing implements AutoCloseable {
    /** The reindexing that brings in the lists of words of an older release; see V11__words.sql. */
    static final String WORDS = "words";

    private static final String WITHDRAWN = "withdrawn parameters";
    private static final long PAUSE_MILLIS = 1000;
    private final ResourceStore store;
    private final ParameterRegistry registry;
    private final Consumer<Runnable> guard;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "search-parameter-index");
        made.setDaemon(true);
        return made;
    });

    /** @param guard runs each attempt, and makes of what it throws what it wants; the next one begins soon after */
    public ParameterIndexing(ResourceStore store, ParameterRegistry registry, Consumer<Runnable> guard) {
        this.store = store;
        this.registry = registry;
        this.guard = guard;
    }

    /** Begins to look for parameters whose index is not complete. */
    public void start() {
        thread.scheduleWithFixedDelay(() -> guard.accept(this::run), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Completes the index of every parameter in force. */
    public void run() {
        ParameterRegistry.State state = store.read(session -> registry.state(session.session()));
        if (!isComplete(WORDS)) {
            new Reindex(store, new IndexTables(registry), WORDS, Set.of()).run(progress -> {});
        }
        for (SearchParameter parameter : state.added()) {
            if (!isComplete(name(parameter))) {
                reindex(parameter).run(progress -> {});
            }
        }
        withdraw(state);
    }

    /**
     * What a parameter was that is in force no more: its rows go, and the references that it alone had are listed among the
     * others again, where a deletion looks for them. Its types are not known any more, so every resource is indexed again.
     */
    private void withdraw(ParameterRegistry.State state) {
        Set<String> inForce =
                state.added().stream().map(ParameterIndexing::name).collect(Collectors.toSet());
        List<String> gone = store
                .read(session -> session.session()
                        .list(
                                Sql.of("select name from reindex where name like 'parameter %'"),
                                row -> row.getString(1)))
                .stream()
                .filter(name -> !inForce.contains(name))
                .toList();
        if (gone.isEmpty()) {
            return;
        }
        Reindex all = new Reindex(store, new IndexTables(registry), WITHDRAWN, Set.of());
        if (isComplete(WITHDRAWN)) {
            all.restart();
        }
        if (all.run(progress -> {})) {
            store.write(unit -> {
                gone.forEach(name -> unit.execute(Sql.of("delete from reindex where name = ?", name)));
                return gone.size();
            });
        }
    }

    private boolean isComplete(String name) {
        Optional<ReindexProgress> progress = store.read(session -> ReindexProgress.of(session.session(), name));
        return progress.filter(p -> p.finished() != null).isPresent();
    }

    private Reindex reindex(SearchParameter parameter) {
        Set<String> types = new HashSet<>(parameter.base());
        // One that takes the place of a parameter of R4 or of the case also changes the types that only that one had.
        registry.shipped(parameter.url()).ifPresent(replaced -> types.addAll(replaced.base()));
        boolean every = types.contains("Resource") || types.contains("DomainResource");
        return new Reindex(store, new IndexTables(registry), name(parameter), every ? Set.of() : types);
    }

    /** The name of the reindexing; another definition of the same parameter has another one. */
    static String name(SearchParameter parameter) {
        String url = parameter.url();
        return "parameter " + Long.toHexString(Keys.hash(parameter.toString())) + " "
                + url.substring(0, Math.min(150, url.length()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
