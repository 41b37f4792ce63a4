package org.casebook.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The levels of docs/architecture.md: a class imports only from its own room and from lower levels. */
@AnalyzeClasses(packages = "org.casebook", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule levels = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy("org.casebook.cli..")
            .layer("bench")
            .definedBy("org.casebook.bench..")
            .layer("server")
            .definedBy("org.casebook.server..")
            .layer("http")
            .definedBy("org.casebook.http..")
            .layer("interaction")
            .definedBy("org.casebook.interaction..", "org.casebook.bulk..", "org.casebook.view..")
            .layer("validation")
            .definedBy("org.casebook.validation..", "org.casebook.terminology..", "org.casebook.job..")
            .layer("search")
            .definedBy("org.casebook.search..")
            .layer("store")
            .definedBy("org.casebook.store..")
            .layer("index")
            .definedBy("org.casebook.index..")
            .layer("jdbc")
            .definedBy("org.casebook.jdbc..")
            .layer("fhirpath")
            .definedBy("org.casebook.fhirpath..")
            .layer("fhir")
            .definedBy("org.casebook.fhir..")
            .layer("build")
            .definedBy("org.casebook.build..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("build")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("cli", "server")
            .whereLayer("interaction")
            .mayOnlyBeAccessedByLayers("cli", "server", "http")
            .whereLayer("validation")
            .mayOnlyBeAccessedByLayers("cli", "server", "http", "interaction", "build")
            .whereLayer("search")
            .mayOnlyBeAccessedByLayers("cli", "server", "http", "interaction", "validation", "build")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("cli", "server", "http", "interaction", "validation", "search", "build")
            .whereLayer("index")
            .mayOnlyBeAccessedByLayers("cli", "server", "http", "interaction", "validation", "search", "store", "build")
            .whereLayer("jdbc")
            .mayOnlyBeAccessedByLayers(
                    "cli", "server", "interaction", "validation", "search", "store", "index", "build")
            .whereLayer("fhirpath")
            .mayOnlyBeAccessedByLayers(
                    "cli", "server", "http", "interaction", "validation", "search", "store", "index", "build");

    @ArchTest
    static final ArchRule httpTypesStopAtHttp = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.casebook.http..", "org.casebook.server..", "org.casebook.cli..", "org.casebook.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.eclipse.jetty..", "ca.uhn.fhir.rest.server..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrintsOrExits = noClasses()
            .that()
            .resideOutsideOfPackages("org.casebook.cli..", "org.casebook.build..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out");

    @ArchTest
    static final ArchRule theBenchmarkKnowsTheServerOnlyOverHttp = noClasses()
            .that()
            .resideInAPackage("org.casebook.bench..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.casebook..")
                    .and(not(resideInAnyPackage("org.casebook.bench..", "org.casebook.fhir.."))));

    @ArchTest
    static final ArchRule errorKnowsNoRoom = noClasses()
            .that()
            .resideInAPackage("org.casebook.error..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.casebook.fhir..", "com.fasterxml..", "ca.uhn..", "org.hl7..");
}
