package dev.chela.jdk;

import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Since Java 24 {@code Subject.getSubject(acc)} throws; {@code Subject.current()} says the same. Karaf's shell still calls the
 * former, so its classes are rewritten as they load. The context on the stack is dropped.
 */
final class SubjectWeaving implements WeavingHook {
    private static final byte[] CALLED = "getSubject".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void weave(WovenClass woven) {
        if (woven.getClassName().startsWith("org.apache.") && mentions(woven.getBytes())) {
            ClassReader reader = new ClassReader(woven.getBytes());
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Rewriting(writer), 0);
            woven.setBytes(writer.toByteArray());
        }
    }

    private static boolean mentions(byte[] code) {
        outer:
        for (int i = 0; i <= code.length - CALLED.length; i++) {
            for (int j = 0; j < CALLED.length; j++) {
                if (code[i + j] != CALLED[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private static final class Rewriting extends ClassVisitor {
        Rewriting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                    if (owner.equals("javax/security/auth/Subject") && method.equals("getSubject")) {
                        super.visitInsn(Opcodes.POP);
                        super.visitMethodInsn(opcode, owner, "current", "()Ljavax/security/auth/Subject;", false);
                    } else {
                        super.visitMethodInsn(opcode, owner, method, type, isInterface);
                    }
                }
            };
        }
    }
}
