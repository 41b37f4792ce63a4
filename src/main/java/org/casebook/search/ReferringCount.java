package org.casebook.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts what a chain finds by going the way back: first what matches at its end, then the references to that. Where no list
 * to start from is short, this takes far fewer steps than to follow the reference of each resource.
 */
final class ReferringCount {
    /** As many ids are held in memory. */
    private static final int MOST_TARGETS = 200_000;

    private final Drivers drivers;
    private final List<Criterion> criteria;

    ReferringCount(Drivers drivers, List<Criterion> criteria) {
        this.drivers = drivers;
        this.criteria = criteria;
    }

    /**
     * Empty if there is no chain with fewer targets than the other way has rows.
     *
     * @param other where the plan starts from
     */
    OptionalLong run(TypePlan.Start other) {
        for (Criterion criterion : criteria) {
            if (criterion instanceof ChainCriterion chain) {
                int most = (int) drivers.estimate(other.driver(), MOST_TARGETS);
                Optional<List<ChainCriterion.Target>> targets = chain.targets(drivers, most);
                if (targets.isPresent()) {
                    return OptionalLong.of(count(chain, targets.get()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private long count(ChainCriterion chain, List<ChainCriterion.Target> targets) {
        if (targets.isEmpty()) {
            return 0;
        }
        List<Criterion> others = new ArrayList<>(criteria);
        others.remove(chain);
        String[] values = targets.stream().map(ChainCriterion.Target::value).toArray(String[]::new);
        String[] types = targets.stream().map(ChainCriterion.Target::type).toArray(String[]::new);
        SqlText sql = drivers.text()
                .add("select count(distinct d.pid) from ")
                .add(drivers.text().names().values("t", "target varchar", "type varchar"), values, types)
                .add(
                        " join index_reference d on d.param = ? and d.target = t.target and d.type = t.type where true",
                        chain.param());
        TypePlan.probes(sql, others, true);
        return drivers.session().number(sql.sql());
    }
}
