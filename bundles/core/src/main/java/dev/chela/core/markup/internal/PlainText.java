package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentNodeRendererContext;
import org.commonmark.renderer.text.TextContentRenderer;

/** CommonMark as people read it where nothing draws it: the marks go, no word and no address does. Pure. */
public final class PlainText implements Writing {
    private static final Parser PARSER = Parser.builder().build();
    private static final TextContentRenderer RENDERER = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).nodeRendererFactory(Verbatim::new).build();

    @Override
    public List<String> parts(String commonMark, Capabilities can) {
        return Chunker.cut(of(commonMark), can);
    }

    @Override
    public String whole(String commonMark) {
        return of(commonMark);
    }

    @Override
    public String words(String text) {
        return text;
    }

    static String of(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }

    /** "the words (the address)", and code to the letter: the library puts quotation marks around both, and leaves addresses out. */
    private static final class Verbatim extends AbstractVisitor implements NodeRenderer {
        private final TextContentNodeRendererContext context;

        Verbatim(TextContentNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Code.class, Link.class, Image.class, LinkReferenceDefinition.class);
        }

        @Override
        public void render(Node node) {
            node.accept(this);
        }

        @Override
        public void visit(Code code) {
            context.getWriter().write(code.getLiteral());
        }

        @Override
        public void visit(Link link) {
            address(link, link.getDestination());
        }

        @Override
        public void visit(Image image) {
            address(image, image.getDestination());
        }

        /** Read by whoever looks for a note's number in the text. */
        @Override
        public void visit(LinkReferenceDefinition definition) {
            context.getWriter().write("[" + definition.getLabel() + "]: " + definition.getDestination());
            context.getWriter().block();
        }

        private void address(Node named, String destination) {
            for (Node child = named.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            if (named.getFirstChild() == null) {
                context.getWriter().write(destination);
            } else if (!saysItself(named, destination)) {
                context.getWriter().write(" (" + destination + ")");
            }
        }

        /** As {@code <https://…>} and {@code <me@example.org>} do. */
        private static boolean saysItself(Node named, String destination) {
            return named.getFirstChild() instanceof Text text && text.getNext() == null
                    && (destination.equals(text.getLiteral()) || destination.equals("mailto:" + text.getLiteral()));
        }
    }
}
