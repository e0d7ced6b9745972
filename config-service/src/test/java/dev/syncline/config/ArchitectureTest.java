package dev.syncline.config;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.syncline.config");

    @Test
    void knowsNoOtherServiceAndNoParticularDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.syncline.scheduler..",
                        "dev.syncline.extractor..",
                        "dev.syncline.loader..",
                        "dev.syncline.notification..",
                        "dev.syncline.dialect.mysql..",
                        "dev.syncline.dialect.postgresql..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.syncline.config.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
