package dev.syncline.dialect;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.syncline.dialect");

    @Test
    void knowsContractsAndDriversOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.sql..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.zaxxer.hikari..",
                        "com.mysql.cj..",
                        "org.postgresql..",
                        "com.clickhouse..",
                        "tools.jackson..",
                        "dev.syncline.contracts..",
                        "dev.syncline.dialect..")
                .check(CLASSES);
    }

    @Test
    void eachDriverIsKnownToItsOwnPackageOnly() {
        noClasses().that().resideOutsideOfPackages("..mysql..", "..streamload..").should().dependOnClassesThat().resideInAPackage("com.mysql..").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("..postgresql..").should().dependOnClassesThat().resideInAPackage("org.postgresql..").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("..clickhouse..").should().dependOnClassesThat().resideInAPackage("com.clickhouse..").check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.syncline.dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAnyPackage("..doris..", "..starrocks.."), resideInAPackage("..streamload.."))
                .ignoreDependency(resideInAPackage("..greenplum.."), resideInAPackage("..postgresql.."))
                .check(CLASSES);
    }
}
