package dev.chela.core.markup.internal;

import dev.chela.core.markup.internal.Mark.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * CommonMark as one flow of marked text, for platforms that know marks within a text but no blocks: lists are drawn with signs and
 * indents, tables as text in columns or, where they are wide, as lists. No word is lost.
 */
final class Flow extends AbstractVisitor {
    private static final Parser PARSER = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .customDelimiterProcessor(new Strike.Tildes()).build();
    private static final Set<String> CLICKABLE = Set.of("http", "https", "mailto", "tel", "tg");

    /** What stands between two blocks, and what both are within. */
    private record Gap(String text, List<Mark> marks) {}

    private final String source;
    private final List<Span> spans = new ArrayList<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Optional<Gap> gap = Optional.empty();
    private String indent = "";
    private boolean tight;

    private Flow(String source) {
        this.source = source;
    }

    static List<Span> of(String commonMark) {
        Flow flow = new Flow(commonMark);
        PARSER.parse(commonMark).accept(flow);
        return List.copyOf(flow.spans);
    }

    private void write(String text) {
        if (!text.isEmpty()) {
            flushGap();
            spans.add(new Span(text, List.copyOf(marks)));
        }
    }

    private void flushGap() {
        gap.filter(between -> !spans.isEmpty()).ifPresent(between -> spans.add(new Span(between.text + indent, between.marks)));
        gap = Optional.empty();
    }

    private void ended() {
        gap = Optional.of(new Gap(tight ? "\n" : "\n\n", quotes()));
    }

    private List<Mark> quotes() {
        return marks.stream().filter(mark -> mark.is(Kind.QUOTE)).toList();
    }

    private void marked(Mark mark, Runnable inside) {
        marks.addLast(mark);
        inside.run();
        marks.removeLast();
    }

    private void block(Runnable inside) {
        inside.run();
        ended();
    }

    @Override
    public void visit(Paragraph paragraph) {
        Optional<Table> table = Table.in(lines(paragraph));
        block(() -> table.ifPresentOrElse(this::draw, () -> visitChildren(paragraph)));
    }

    private List<String> lines(Block block) {
        return block.getSourceSpans().stream()
                .map(span -> source.substring(span.getInputIndex(), span.getInputIndex() + span.getLength())).toList();
    }

    private void draw(Table table) {
        if (!table.before().isEmpty()) {
            write(PlainText.of(String.join("\n", table.before())));
            ended();
        }
        if (table.narrow()) {
            marked(Mark.of(Kind.BLOCK), () -> write(table.columns()));
        } else {
            write(table.list(indent));
        }
    }

    @Override
    public void visit(Heading heading) {
        block(() -> marked(Mark.of(Kind.BOLD), () -> visitChildren(heading)));
    }

    @Override
    public void visit(BlockQuote quote) {
        block(() -> marked(Mark.of(Kind.QUOTE), () -> visitChildren(quote)));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        String info = code.getInfo() == null ? "" : code.getInfo().strip();
        block(info.split("\\s", 2)[0], code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        block("", code.getLiteral());
    }

    private void block(String language, String literal) {
        block(() -> marked(new Mark(Kind.BLOCK, language), () -> write(literal.stripTrailing())));
    }

    @Override
    public void visit(HtmlBlock html) {
        block(() -> write(html.getLiteral().strip()));
    }

    @Override
    public void visit(ThematicBreak line) {
        block(() -> write("———"));
    }

    /** Read by whoever looks for a note's number in the text. */
    @Override
    public void visit(LinkReferenceDefinition definition) {
        block(() -> write("[" + definition.getLabel() + "]: " + definition.getDestination()));
    }

    @Override
    public void visit(BulletList list) {
        list(list, () -> "• ");
    }

    @Override
    public void visit(OrderedList list) {
        int[] number = {list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber()};
        list(list, () -> number[0]++ + ". ");
    }

    private void list(ListBlock list, Supplier<String> sign) {
        boolean before = tight;
        if (list.getParent() instanceof ListItem) {
            gap = gap.map(between -> new Gap("\n", between.marks));
        }
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            tight = list.isTight();
            item(item, sign.get());
        }
        tight = before;
        ended();
    }

    private void item(Node item, String sign) {
        String outer = indent;
        write(sign);
        indent = outer + "  ";
        visitChildren(item);
        indent = outer;
        ended();
    }

    @Override
    public void visit(Text text) {
        write(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        write("\n" + indent);
    }

    @Override
    public void visit(HardLineBreak line) {
        write("\n" + indent);
    }

    @Override
    public void visit(HtmlInline html) {
        write(html.getLiteral().matches("(?i)<br\\s*/?>") ? "\n" + indent : html.getLiteral());
    }

    @Override
    public void visit(Emphasis emphasis) {
        marked(Mark.of(Kind.ITALIC), () -> visitChildren(emphasis));
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
        marked(Mark.of(Kind.BOLD), () -> visitChildren(emphasis));
    }

    @Override
    public void visit(CustomNode strike) {
        marked(Mark.of(Kind.STRIKE), () -> visitChildren(strike));
    }

    @Override
    public void visit(Code code) {
        marked(Mark.of(Kind.CODE), () -> write(code.getLiteral()));
    }

    @Override
    public void visit(Link link) {
        address(link, link.getDestination());
    }

    @Override
    public void visit(Image image) {
        address(image, image.getDestination());
    }

    /** Where nothing could be opened by a click, the address is said. */
    private void address(Node named, String destination) {
        String scheme = destination.contains(":") ? destination.substring(0, destination.indexOf(':')).toLowerCase(Locale.ROOT) : "";
        if (named.getFirstChild() == null || saysItself(named, destination)) {
            write(named.getFirstChild() == null ? destination : ((Text) named.getFirstChild()).getLiteral());
        } else if (CLICKABLE.contains(scheme) && marks.stream().noneMatch(mark -> mark.is(Kind.LINK))) {
            marked(new Mark(Kind.LINK, destination), () -> visitChildren(named));
        } else {
            visitChildren(named);
            write(" (" + destination + ")");
        }
    }

    private static boolean saysItself(Node named, String destination) {
        return named.getFirstChild() instanceof Text text && text.getNext() == null
                && (destination.equals(text.getLiteral()) || destination.equals("mailto:" + text.getLiteral()));
    }
}
