package org.casebook.jdbc;

import java.nio.file.Path;

/** The kinds of database on which every test of the store runs. */
public enum TestDatabase {
    H2 {
        @Override
        public DatabaseAddress create(Path folder) {
            return DatabaseAddress.folder(folder);
        }
    },
    POSTGRESQL {
        @Override
        public DatabaseAddress create(Path folder) {
            return TestPostgres.create();
        }
    },
    POSTGRESQL_PARTITIONED {
        @Override
        public DatabaseAddress create(Path folder) {
            return TestPostgres.create().withPartitions(4);
        }
    };

    /** The address of a new and empty database; the folder is used by those that need one. */
    public abstract DatabaseAddress create(Path folder);
}
