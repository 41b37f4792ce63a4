package org.casebook.search;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.casebook.index.SearchParameter;
import org.casebook.index.SearchParameters;
import org.casebook.index.tables.ParameterKey;
import org.casebook.jdbc.Sql;
import org.casebook.store.ReadSession;

/**
 * The profiles, tags and security labels that are in use in a type, by the lists of {@code _profile}, {@code _tag} and
 * {@code _security}: no resource is read but one for each of them.
 */
public final class LabelIndex {
    private static final String URIS = "select min(pid) from index_uri where param = ? group by val";
    private static final String TOKENS = "select min(pid) from index_token where param = ? group by system, code";
    private final Supplier<SearchParameters> parameters;

    public LabelIndex(Supplier<SearchParameters> parameters) {
        this.parameters = parameters;
    }

    /** One resource for each label: together they have all that are in use. */
    public Set<Long> examples(ReadSession session, String type) {
        Set<Long> pids = new LinkedHashSet<>();
        add(session, type, "_profile", ParameterKey.VALUE, URIS, pids);
        for (String label : new String[] {"_security", "_tag"}) {
            add(session, type, label, ParameterKey.LABEL, URIS, pids);
            // What was indexed before labels had a list of their own is found by this one only.
            add(session, type, label, ParameterKey.VALUE, TOKENS, pids);
        }
        return pids;
    }

    private void add(ReadSession session, String type, String code, ParameterKey key, String sql, Set<Long> pids) {
        Optional<SearchParameter> parameter = parameters.get().of(type, code);
        parameter.ifPresent(found ->
                session.session().each(Sql.of(sql, key.of(found, type, false)), row -> pids.add(row.getLong(1))));
    }
}
