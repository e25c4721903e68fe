package dev.chela.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.osgi.framework.hooks.weaving.WovenClass;

/** That Karaf's shell works on such a Java is for the end-to-end tests to show, which run on one; this holds what they would not tell apart. */
class SubjectWeavingTest {
    private static final String SUBJECT = "()Ljavax/security/auth/Subject;";

    @Test
    void a_call_that_java_removed_becomes_the_one_that_took_its_place() {
        byte[] before = asking("org/apache/karaf/shell/Some");
        assertThat(calls(before)).containsExactly("getContext()Ljava/security/AccessControlContext;",
                "getSubject(Ljava/security/AccessControlContext;)Ljavax/security/auth/Subject;");
        assertThat(calls(woven("org.apache.karaf.shell.Some", before))).containsExactly("getContext()Ljava/security/AccessControlContext;", "current" + SUBJECT);
    }

    @Test
    void nobody_elses_classes_are_touched() {
        byte[] before = asking("org/example/Some");
        assertThat(woven("org.example.Some", before)).isSameAs(before);
    }

    @Test
    void a_class_that_does_not_ask_for_it_stays_as_it_is() {
        ClassWriter idle = new ClassWriter(0);
        idle.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "org/apache/karaf/shell/Idle", null, "java/lang/Object", null);
        byte[] before = idle.toByteArray();
        assertThat(woven("org.apache.karaf.shell.Idle", before)).isSameAs(before);
    }

    /** What the class is made of after it went by the hook. */
    private static byte[] woven(String name, byte[] before) {
        AtomicReference<byte[]> bytes = new AtomicReference<>(before);
        new SubjectWeaving().weave((WovenClass) Proxy.newProxyInstance(SubjectWeavingTest.class.getClassLoader(), new Class<?>[] {WovenClass.class}, (proxy, method, given) ->
                switch (method.getName()) {
                    case "getClassName" -> name;
                    case "getBytes" -> bytes.get();
                    case "setBytes" -> {
                        bytes.set((byte[]) given[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
        return bytes.get();
    }

    /** A class with {@code static Subject who() { return Subject.getSubject(AccessController.getContext()); }}. */
    private static byte[] asking(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor who = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "who", SUBJECT, null, null);
        who.visitCode();
        who.visitMethodInsn(Opcodes.INVOKESTATIC, "java/security/AccessController", "getContext", "()Ljava/security/AccessControlContext;", false);
        who.visitMethodInsn(Opcodes.INVOKESTATIC, "javax/security/auth/Subject", "getSubject",
                "(Ljava/security/AccessControlContext;)Ljavax/security/auth/Subject;", false);
        who.visitInsn(Opcodes.ARETURN);
        who.visitMaxs(0, 0);
        who.visitEnd();
        return writer.toByteArray();
    }

    private static List<String> calls(byte[] code) {
        List<String> calls = new ArrayList<>();
        new ClassReader(code).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                        calls.add(method + type);
                    }
                };
            }
        }, 0);
        return calls;
    }
}
