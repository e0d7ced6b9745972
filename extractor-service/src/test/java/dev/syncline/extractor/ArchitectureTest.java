package dev.syncline.extractor;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private final JavaClasses classes =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.syncline.extractor");

    @Test
    void knowsNoOtherServiceAndNoParticularDatabase() {
        noClasses().should().dependOnClassesThat(resideInAnyPackage(
                        "dev.syncline.config..", "dev.syncline.scheduler..", "dev.syncline.loader..", "dev.syncline.notification..", "dev.syncline.dialect.*..")
                        .and(not(resideInAnyPackage("dev.syncline.dialect.connect", "dev.syncline.dialect.load", "dev.syncline.dialect.read"))))
                .check(classes);
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("dev.syncline.extractor.(*)..").should().beFreeOfCycles().check(classes);
        noClasses().that().resideInAPackage("dev.syncline.extractor.*..").should().dependOnClassesThat().resideInAPackage("dev.syncline.extractor").check(classes);
    }
}
