import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Build step: writes {@code META-INF/services/annotations/org.jenkinsci.Symbol}, one binary class name a line, for the
 * classes under the given folder that carry {@code @Symbol}. Jenkins reads it to find the short names used in
 * Configuration as Code and in Pipeline. It reads class files because an incremental compilation shows an annotation
 * processor only some of the classes.
 */
final class SymbolIndex {
    private static final String SYMBOL = "Lorg/jenkinsci/Symbol;";
    private static final String INDEX = "META-INF/services/annotations/org.jenkinsci.Symbol";
    private static final int MAGIC = 0xCAFEBABE;

    private SymbolIndex() {}

    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]);
        Path index = classes.resolve(INDEX);
        List<String> found;
        try (Stream<Path> files = Files.exists(classes) ? Files.walk(classes) : Stream.empty()) {
            found = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(SymbolIndex::carriesSymbol)
                    .map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
        Files.deleteIfExists(index);
        if (!found.isEmpty()) {
            Files.createDirectories(index.getParent());
            Files.writeString(index, String.join("\n", found) + "\n");
        }
    }

    private static boolean carriesSymbol(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DataInputStream data = new DataInputStream(in)) {
            return new ClassFile(data).annotated(SYMBOL);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }

    /** The few parts of a class file (JVM specification, chapter 4) that lead to the annotations of the class. */
    private static final class ClassFile {
        private final DataInputStream data;
        private final String[] texts;

        ClassFile(DataInputStream data) throws IOException {
            this.data = data;
            if (data.readInt() != MAGIC) {
                throw new IOException("Not a class file");
            }
            data.readInt();
            texts = new String[data.readUnsignedShort()];
            for (int i = 1; i < texts.length; i++) {
                i += readConstant(i);
            }
        }

        /** Returns how many further slots of the table the constant takes. */
        private int readConstant(int at) throws IOException {
            int tag = data.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[at] = data.readUTF();
                case 7, 8, 16, 19, 20 -> data.skipNBytes(2);
                case 15 -> data.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> data.skipNBytes(4);
                case 5, 6 -> data.skipNBytes(8);
                default -> throw new IOException("Unknown constant " + tag);
            }
            return tag == 5 || tag == 6 ? 1 : 0;
        }

        boolean annotated(String type) throws IOException {
            data.skipNBytes(6);
            data.skipNBytes(2L * data.readUnsignedShort());
            skipMembers();
            skipMembers();
            int attributes = data.readUnsignedShort();
            for (int i = 0; i < attributes; i++) {
                String name = texts[data.readUnsignedShort()];
                byte[] content = data.readNBytes(data.readInt());
                if ("RuntimeVisibleAnnotations".equals(name)
                        && names(new DataInputStream(new ByteArrayInputStream(content)), texts, type)) {
                    return true;
                }
            }
            return false;
        }

        private void skipMembers() throws IOException {
            int members = data.readUnsignedShort();
            for (int i = 0; i < members; i++) {
                data.skipNBytes(6);
                int attributes = data.readUnsignedShort();
                for (int j = 0; j < attributes; j++) {
                    data.skipNBytes(2);
                    data.skipNBytes(data.readInt());
                }
            }
        }

        private static boolean names(DataInputStream annotations, String[] texts, String type) throws IOException {
            int count = annotations.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                if (type.equals(texts[annotations.readUnsignedShort()])) {
                    return true;
                }
                skipElements(annotations);
            }
            return false;
        }

        private static void skipElements(DataInputStream annotations) throws IOException {
            int elements = annotations.readUnsignedShort();
            for (int i = 0; i < elements; i++) {
                annotations.skipNBytes(2);
                skipValue(annotations);
            }
        }

        private static void skipValue(DataInputStream annotations) throws IOException {
            switch (annotations.readUnsignedByte()) {
                case 'e' -> annotations.skipNBytes(4);
                case '@' -> {
                    annotations.skipNBytes(2);
                    skipElements(annotations);
                }
                case '[' -> {
                    int values = annotations.readUnsignedShort();
                    for (int i = 0; i < values; i++) {
                        skipValue(annotations);
                    }
                }
                default -> annotations.skipNBytes(2);
            }
        }
    }
}
