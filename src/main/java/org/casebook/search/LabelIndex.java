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
    private final Supplier<SearchParameters> parameters;

    public LabelIndex(Supplier<SearchParameters> parameters) {
        this.parameters = parameters;
    }

    /** One resource for each label: together they have all that are in use. */
    public Set<Long> examples(ReadSession session, String type) {
        Set<Long> pids = new LinkedHashSet<>();
        add(session, type, "_profile", "select min(pid) from index_uri where param = ? group by val", pids);
        for (String token : new String[] {"_security", "_tag"}) {
            add(session, type, token, "select min(pid) from index_token where param = ? group by system, code", pids);
        }
        return pids;
    }

    private void add(ReadSession session, String type, String code, String sql, Set<Long> pids) {
        Optional<SearchParameter> parameter = parameters.get().of(type, code);
        parameter.ifPresent(found -> session.session()
                .each(Sql.of(sql, ParameterKey.VALUE.of(found, type, false)), row -> pids.add(row.getLong(1))));
    }
}
