package org.casebook.search;

/** The resources that are not like this, also those without any value. */
record NotCriterion(Criterion criterion) implements Criterion {

    @Override
    public void probe(SqlText sql, Outer outer) {
        sql.add("not (");
        criterion.probe(sql, outer);
        sql.add(")");
    }

    @Override
    public String words() {
        return "not (" + criterion.words() + ")";
    }
}
