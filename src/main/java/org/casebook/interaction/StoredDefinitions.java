package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.casebook.fhir.Json;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;
import org.casebook.store.ResourceStore;
import org.casebook.store.StoredResource;
import org.casebook.validation.CaseLibrary;
import org.casebook.validation.Definition;
import org.casebook.validation.DefinitionSource;
import org.jspecify.annotations.Nullable;

/**
 * The StructureDefinitions, ValueSets and CodeSystems in the store that say something else than the shipped ones. Each
 * question asks the store by a walk over a part of one index whether any has changed, so that all servers over one store
 * come to the same answer by themselves; only what has changed is read.
 */
public final class StoredDefinitions implements DefinitionSource {
    private static final String OURS = " from resource where type in ('CodeSystem', 'StructureDefinition', 'ValueSet')";

    /**
     * Changes with every creation, update, deletion and removal: a resource never gets the same instant twice. The newest
     * instant alone would not do, since clocks of several servers differ and transactions end in another order.
     */
    private static final Sql MARK = Sql.of("select count(*), sum(updated), sum(pid)" + OURS);

    private static final Sql VERSIONS =
            Sql.of("select pid, version" + OURS + " and deleted = false order by updated, pid");

    /** HAPI's objects take some ten times the bytes, twice while they are made anew. */
    private static final long SHARE_OF_HEAP = 40;

    private final ResourceStore store;
    private final long limit;
    /** Digests of what is shipped, by the name and what it says. */
    private @Nullable Set<String> shipped;

    private volatile State state = new State("", Map.of(), List.of());

    /** @param definitions what the mark stands for; nothing for what is shipped as well */
    private record State(String mark, Map<Version, Optional<Definition>> read, List<Definition> definitions) {}

    private record Version(long pid, long version) {}

    /** @param limit bytes of definitions that are used at once; 0 for a share of the heap */
    public StoredDefinitions(ResourceStore store, long limit) {
        this.store = store;
        this.limit = limit > 0 ? limit : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    @Override
    public List<Definition> current() {
        return store.read(this::current);
    }

    private List<Definition> current(ReadSession session) {
        String mark = session.session()
                .first(MARK, row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                .orElse("");
        State known = state;
        return known.mark().equals(mark) ? known.definitions() : changed(session, mark);
    }

    private synchronized List<Definition> changed(ReadSession session, String mark) {
        State known = state;
        if (known.mark().equals(mark)) {
            return known.definitions();
        }
        Map<Version, Optional<Definition>> read = new LinkedHashMap<>();
        List<Definition> definitions = new ArrayList<>();
        long room = limit;
        for (Version version : session.session().list(VERSIONS, row -> new Version(row.getLong(1), row.getLong(2)))) {
            Optional<Definition> definition =
                    known.read().containsKey(version) ? known.read().get(version) : read(session, version);
            long size = definition.map(d -> d.content().length).orElse(0);
            if (size > room) {
                definitions.add(definition.get().withoutContent());
                continue;
            }
            room -= size;
            read.put(version, definition);
            definition.ifPresent(definitions::add);
        }
        // What is shipped can be stored without effect: then the rules stay those that are there.
        List<Definition> same =
                definitions.equals(known.definitions()) ? known.definitions() : List.copyOf(definitions);
        state = new State(mark, Collections.unmodifiableMap(read), same);
        return same;
    }

    /** One at a time, for they may be large. */
    private Optional<Definition> read(ReadSession session, Version version) {
        return session.byPids(List.of(version.pid())).stream().findFirst().flatMap(this::definition);
    }

    private Optional<Definition> definition(StoredResource stored) {
        ObjectNode tree = Json.stored(stored.content());
        Definition.Name name = Definition.Name.of(tree);
        return name.url().isEmpty() || shipped().contains(digest(tree))
                ? Optional.empty()
                : Optional.of(new Definition(stored.key().toString(), name, stored.content()));
    }

    private Set<String> shipped() {
        Set<String> digests = shipped;
        if (digests == null) {
            digests = CaseLibrary.shipped().definitions().stream()
                    .map(StoredDefinitions::digest)
                    .collect(Collectors.toUnmodifiableSet());
            shipped = digests;
        }
        return digests;
    }

    /** Of the content, without what differs from server to server. */
    private static String digest(ObjectNode definition) {
        ObjectNode bare = definition.objectNode();
        bare.setAll(definition);
        bare.remove("meta");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Json.write(bare));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
