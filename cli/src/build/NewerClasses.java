

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Rewrites classes of a jar that are in the format of Java 5, as picocli's are: the JVM keeps only newer ones in its AOT cache, and has to verify older ones at each start (measured: decision 42).
public final class NewerClasses {

    private static final int FIRST_WITH_FRAMES = 51;

    private NewerClasses() {}

    public static void main(String[] arguments) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(arguments[0]))) {
            Path root = jar.getPath("/");
            ClassFile format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing((ClassDesc name) -> open(root, name)).orElse(ClassHierarchyResolver.defaultResolver())));
            List<Path> classes;
            try (Stream<Path> files = Files.walk(root)) {
                classes = files.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : classes) {
                ClassModel old = format.parse(Files.readAllBytes(file));
                if (old.majorVersion() < FIRST_WITH_FRAMES) {
                    // Each instruction is written anew, since code that is copied as it is gets no frames.
                    Files.write(file, format.transformClass(old, ClassTransform.transformingMethodBodies((code, element) -> code.with(element)).andThen((builder, element) -> {
                        if (element instanceof ClassFileVersion) {
                            builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
                        } else {
                            builder.with(element);
                        }
                    })));
                }
            }
        }
    }

    private static InputStream open(Path root, ClassDesc name) {
        Path file = root.resolve(name.descriptorString().substring(1, name.descriptorString().length() - 1) + ".class");
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
