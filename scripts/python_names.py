"""Which names of some modules a Python file imports and uses, by Python's own syntax trees.

This is a second implementation of what indexer/python/names.h and scopes.h promise, which shares no code with the
first. scripts/check_names compares them.
"""

import ast
import dataclasses
import re
import warnings

MODULE, CLASS, FUNCTION, COMPREHENSION = range(4)
IMPORT_FUNCTIONS = ("import_module", "try_import", "__import__")
DOTTED = re.compile(r"\w[\w.]*", re.ASCII)
SEQUENCES = (ast.Tuple, ast.List)


class Scope:
    def __init__(self, kind: int, parent: "Scope | None"):
        self.kind = kind
        self.parent = parent
        self.assignments: dict[str, list] = {}  # name -> (time, block, value)
        self.declared: dict[str, Scope] = {}  # by global and nonlocal

    @property
    def module(self) -> "Scope":
        return self.parent.module if self.parent else self


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a name stands. The block is the path of statement lists that are around it."""
    scope: Scope
    block: tuple
    time: int


@dataclasses.dataclass(frozen=True)
class Value:
    """What is assigned: a module by its name, or the attributes of another name."""
    module: str = ""
    name: str = ""
    place: Place | None = None
    attributes: str = ""


def chain(node: ast.expr) -> tuple[str, str] | None:
    """("a", ".b.c") for the expression a.b.c."""
    attributes = ""
    while isinstance(node, ast.Attribute):
        attributes = "." + node.attr + attributes
        node = node.value
    return (node.id, attributes) if isinstance(node, ast.Name) else None


def called_import(node: ast.expr) -> tuple[str, str] | None:
    """The name of the module that a call imports, and what the call returns."""
    if not isinstance(node, ast.Call) or not node.args:
        return None
    function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    argument = node.args[0]
    if function not in IMPORT_FUNCTIONS or not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        return None
    name = argument.value
    if not DOTTED.fullmatch(name):
        return None
    return name, name.partition(".")[0] if function == "__import__" else name


class Reader(ast.NodeVisitor):
    """Collects assignments and uses. Its methods follow the order in which Python evaluates."""

    def __init__(self, roots: tuple[str, ...]):
        self.roots = roots
        self.scope = Scope(MODULE, None)
        self.block: tuple = ()
        self.blocks = 0
        self.time = 0
        self.imports: set[tuple[int, str, str]] = set()
        self.uses: list[tuple[int, str, str, Place, str]] = []

    def place(self) -> Place:
        self.time += 1
        return Place(self.scope, self.block, self.time)

    def assign(self, name: str, value: Value | None = None, scope: Scope | None = None) -> None:
        self.time += 1
        scope = scope or self.scope
        scope = scope.declared.get(name, scope)
        scope.assignments.setdefault(name, []).append((self.time, self.block, value))

    def assign_to(self, target: ast.expr, value: Value | None = None) -> None:
        if isinstance(target, ast.Name):
            self.assign(target.id, value)
        elif isinstance(target, SEQUENCES):
            for each in target.elts:
                self.assign_to(each)
        elif isinstance(target, ast.Starred):
            self.assign_to(target.value)

    def visit_parts(self, target: ast.expr) -> None:
        """The uses in a target: a in a.b = 1."""
        if isinstance(target, SEQUENCES):
            for each in target.elts:
                self.visit_parts(each)
        elif isinstance(target, ast.Starred):
            self.visit_parts(target.value)
        elif not isinstance(target, ast.Name):
            self.visit(target)

    def visit_all(self, nodes: list) -> None:
        for each in nodes:
            if each is not None:
                self.visit(each)

    def visit_body(self, statements: list, targets: tuple[str, ...] = ()) -> None:
        outer = self.block
        self.blocks += 1
        self.block = (*outer, self.blocks)
        for each in targets:
            self.assign(each)
        self.visit_all(statements)
        self.block = outer

    # Imports

    def imported(self, line: int, name: str) -> None:
        if name.partition(".")[0] in self.roots:
            self.imports.add((line, "import", name))

    def value_of_module(self, name: str) -> Value | None:
        return Value(module=name) if name.partition(".")[0] in self.roots else None

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.imported(alias.lineno, alias.name)
            first = alias.name.partition(".")[0]
            self.assign(alias.asname or first, self.value_of_module(alias.name if alias.asname else first))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            name = "" if node.level else node.module if alias.name == "*" else f"{node.module}.{alias.name}"
            self.imported(alias.lineno, name)
            if alias.name != "*":
                self.assign(alias.asname or alias.name, self.value_of_module(name))

    # Uses

    def use(self, node: ast.expr, is_called: bool) -> bool:
        found = chain(node)
        if found:
            self.uses.append((node.end_lineno, "call" if is_called else "use", found[0], self.place(), found[1]))
        return found is not None

    def visit_Name(self, node: ast.Name) -> None:
        self.use(node, False)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not self.use(node, False):
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        imports = called_import(node)
        if imports:
            self.imported(node.args[0].lineno, imports[0])
        if not self.use(node.func, True):
            self.visit(node.func)
        self.visit_all(node.args)
        self.visit_all([each.value for each in node.keywords])

    # Assignments

    def value(self, node: ast.expr) -> Value | None:
        imports = called_import(node)
        if imports:
            return self.value_of_module(imports[1])
        found = chain(node)
        return Value(name=found[0], place=self.place(), attributes=found[1]) if found else None

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.visit_parts(target)
        value = self.value(node.value)
        self.visit(node.value)
        for target in node.targets:
            self.assign_to(target, value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit_parts(node.target)
        self.visit(node.annotation)
        value = self.value(node.value) if node.value else None
        self.visit_all([node.value])
        self.assign_to(node.target, value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit_parts(node.target)
        self.visit(node.value)
        self.assign_to(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self.scope
        while scope.kind == COMPREHENSION:
            scope = scope.parent
        self.assign(node.target.id, None, scope)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self.visit_parts(target)
            self.assign_to(target)

    def visit_Global(self, node: ast.Global) -> None:
        if self.scope.parent:
            self.scope.declared.update((name, self.scope.module) for name in node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            scope = self.scope.parent
            while scope and (scope.kind != FUNCTION or name not in scope.assignments):
                scope = scope.parent
            if scope:
                self.scope.declared[name] = scope

    # Statements with bodies

    def visit_If(self, node: ast.If | ast.While) -> None:
        self.visit(node.test)
        self.visit_body(node.body)
        self.visit_body(node.orelse)

    visit_While = visit_If

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.visit_parts(node.target)
        self.assign_to(node.target)
        self.visit_body(node.body)
        self.visit_body(node.orelse)

    visit_AsyncFor = visit_For

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars:
                self.visit_parts(item.optional_vars)
                self.assign_to(item.optional_vars)
        self.visit_body(node.body)

    visit_AsyncWith = visit_With

    def visit_Try(self, node: ast.Try) -> None:
        self.visit_body(node.body)
        for handler in node.handlers:
            self.visit_all([handler.type])
            self.visit_body(handler.body, (handler.name,) if handler.name else ())
        self.visit_body(node.orelse)
        self.visit_body(node.finalbody)

    visit_TryStar = visit_Try

    def visit_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        for case in node.cases:
            self.visit(case.pattern)
            self.visit_all([case.guard])
            self.visit_body(case.body)

    # Scopes

    def enter(self, kind: int, arguments: ast.arguments | None = None) -> Scope:
        outer = self.scope
        self.scope = Scope(kind, outer)
        if arguments:
            for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
                if each:
                    self.assign(each.arg)
        return outer

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = node.args
        self.visit_all(node.decorator_list)
        self.visit_all(arguments.defaults + arguments.kw_defaults)
        annotated = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
        self.visit_all([each.annotation for each in annotated if each] + [node.returns])
        self.assign(node.name)
        outer = self.enter(FUNCTION, arguments)
        self.visit_body(node.body)
        self.scope = outer

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit_all(node.args.defaults + node.args.kw_defaults)
        outer = self.enter(FUNCTION, node.args)
        self.visit(node.body)
        self.scope = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.visit_all(node.decorator_list + node.bases + [each.value for each in node.keywords])
        outer = self.enter(CLASS)
        self.visit_body(node.body)
        self.scope = outer
        self.assign(node.name)

    def visit_comprehension_of(self, node: ast.expr, elements: list) -> None:
        self.visit(node.generators[0].iter)
        outer = self.enter(COMPREHENSION)
        for index, generator in enumerate(node.generators):
            if index:
                self.visit(generator.iter)
            self.visit_parts(generator.target)
            self.assign_to(generator.target)
            self.visit_all(generator.ifs)
        self.visit_all(elements)
        self.scope = outer

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self.visit_comprehension_of(node, [node.elt])

    visit_SetComp = visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self.visit_comprehension_of(node, [node.key, node.value])


def owner(name: str, place: Place) -> tuple[list, bool]:
    """The assignments that count for a name, and whether the place runs later than the code around it."""
    scope, runs_later = place.scope, False
    while scope:
        is_hidden = scope.kind == CLASS and scope is not place.scope
        assignments = [] if is_hidden else scope.assignments.get(name, [])
        if scope.kind == CLASS and not runs_later:
            assignments = [each for each in assignments if each[0] < place.time]
        if name in scope.declared:
            runs_later = runs_later or scope.kind == FUNCTION
            scope = scope.declared[name]
        elif assignments:
            return assignments, runs_later
        else:
            runs_later = runs_later or scope.kind == FUNCTION
            scope = scope.parent
    return [], runs_later


def meanings(name: str, place: Place, depth: int = 0) -> set[str]:
    """The full names that a name can have at a place."""
    assignments, runs_later = owner(name, place)
    live: list = []
    for time, block, value in assignments:
        if time > place.time and not runs_later:
            continue
        if place.block[:len(block)] == block:
            live = []
        live.append(value)
    found = set()
    for value in live:
        if value and value.module:
            found.add(value.module)
        elif value and depth < 20:
            found |= {each + value.attributes for each in meanings(value.name, value.place, depth + 1)}
    return found


def python_names(source: bytes, roots: tuple[str, ...]) -> set[tuple[int, str, str]] | None:
    """(line, "import", "use" or "call", full name) of names of modules below the roots; None if Python cannot parse it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    reader = Reader(roots)
    reader.visit(tree)
    names = set(reader.imports)
    for line, kind, name, place, attributes in reader.uses:
        names |= {(line, kind, each + attributes) for each in meanings(name, place)}
    return names
