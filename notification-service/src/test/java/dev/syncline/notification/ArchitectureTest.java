package dev.syncline.notification;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses SERVICE =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.syncline.notification");

    @Test
    void theServiceKnowsNoOtherService() {
        noClasses().that().resideInAPackage("dev.syncline.notification..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "dev.syncline.config..", "dev.syncline.scheduler..", "dev.syncline.extractor..", "dev.syncline.loader..",
                        "dev.syncline.dialect..", "dev.syncline.testkit..", "dev.syncline.testsupport..")
                .check(SERVICE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.syncline.notification.(*)..").should().beFreeOfCycles().check(SERVICE);
    }
}
