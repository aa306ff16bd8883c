"""Lines as they are typed: without spaces and braces, with "where", layers, brackets behind a letter, two claims."""

import pytest

from lrlib.proofs import try_step
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tex import typed

IRLS = r"\beta^{new}=(X^TWX)^{-1}X^TWz"
BISHOP = r"\mathbf w^{(\text{new})}=(\boldsymbol\Phi^T\mathbf R\boldsymbol\Phi)^{-1}\boldsymbol\Phi^T\mathbf R\mathbf z"
OLD = r"\boldsymbol\Phi\mathbf w^{(\text{old})}"
NEWTON = r"\beta^{new}=\beta^{old}+(X^TWX)^{-1}X^T(y-p)"
CHAIN = r"\theta&:=\theta-\alpha\nabla J(\theta)\\&=\theta"
PULL = r"\sum_i(\hat y_k^{(i)}-y_k^{(i)})x^{(i)}"
PULLS = r"\sum_{i=1}^m\left[x^{(i)}\left(1\{y^{(i)}=k\}-P(y^{(i)}=k|x^{(i)};\theta)\right)\right]"
WRITTEN = {  # notation, line: true, FALSE, or the sentence with which it is refused
    "arguments without braces, letters without spaces": [
        ("ng", r"\frac1mX^T(h-y) = \frac{1}{m} X^T (h-y)", True),
        ("binary", r"\nabla J(\theta)=\frac1mX^T(h-y)", True),
        ("binary", r"\nabla J(\theta)=\frac1mX^T(y-h)", False),
        ("binary", r"\theta := \theta-\frac\alpha mX^T(h-y)", True),
        (None, r"\theta := \theta-\frac\alpha mX^T(h-y)", True),
        (None, r"\theta := \theta+\frac\alpha mX^T(h-y)", False),
        (None, r"mJ(\theta)=-\sum_{i=1}^m[y^{(i)}\log h^{(i)}+(1-y^{(i)})\log(1-h^{(i)})]", True),
        (None, r"\nabla J=\frac1mX^T(\sigma(X\theta)-y)", True),
        (None, r"{\bf\theta}^T{\bf x}=z", True),
        (None, r"\sigma(x)=\frac{1}{1+exp(-x)}", True),
        (None, r"\sigma(x)=\frac{1}{1+exp(x)}", False),
        (None, r"\frac\partial{\partial\theta_j}J=\frac1m\sum_{i=1}^m(h_\theta(x^{(i)})-y^{(i)})x_j^{(i)}", True),
        ("ufldl", rf"\nabla_{{\theta^{{(k)}}}}J(\theta)=-{PULLS}", True),
        ("ufldl", rf"\nabla_{{\theta^{{(k)}}}}J(\theta)={PULLS}", False),
        (None, r"H=\frac1mX^T\text{diag}(h(1-h))X", True),
        (None, r"H=\frac2mX^T\text{diag}(h(1-h))X", False),
    ],
    "fonts of vectors": [
        ("bishop", r"p(\mathbf t|\mathbf w)=\prod_{n=1}^N y_n^{t_n}(1-y_n)^{1-t_n}", True),
        ("bishop", r"p(\mathbf{t}|\mathbf{w})=\prod_{n=1}^N y_n^{t_n}(1-y_n)^{1-t_n}", True),
        ("bishop", r"p(\mathsf{t}|\mathbf{w})=\prod_{n=1}^N y_n^{t_n}\{1-y_n\}^{1-t_n}", True),
        ("bishop", r"p(\boldsymbol t|\boldsymbol w)=\prod_{n=1}^N y_n^{t_n}(1-y_n)^{t_n}", False),
        ("bishop", r"E(\mathbf w)=-\ln p(\mathbf t|\mathbf w)", True),
        ("bishop", r"E(\mathbf w)=\ln p(\mathbf t|\mathbf w)", False),
        (None, r"\mathbf 1^T\hat y=1", "write a sum over the classes, examples or columns for it"),
    ],
    "where": [
        ("statistics", rf"{IRLS} \text{{ where }} z = X\beta^{{old}}+W^{{-1}}(y-p)", True),
        ("statistics", rf"{IRLS} \text{{ where }} z = X\beta^{{old}}-W^{{-1}}(y-p)", False),
        ("bishop", rf"{BISHOP}\quad\text{{where}}\quad\mathbf z={OLD}-\mathbf R^{{-1}}(\mathbf y-\mathbf t)", True),
        ("bishop", rf"{BISHOP}\quad\text{{where}}\quad\mathbf z={OLD}+\mathbf R^{{-1}}(\mathbf y-\mathbf t)", False),
        (None, r"\hat y = q \text{ where } q = \sigma(w^Tx+b)", True),
        (None, r"\hat y = q \text{ where } q = \sigma(w^Tx-b)", False),
        (None, r"u(1-u) = \sigma'(z) \text{ where } u = \sigma(z)", True),
        (None, r"u(1+u) = \sigma'(z) \text{ where } u = \sigma(z)", False),
        (None, r"\hat{y}_k=\frac{u_k}{\sum_ju_j}\text{ where }u_k=e^{z_k}", True),
        (None, r"\hat{y}_k=\frac{u_k}{\sum_ju_j}\text{ where }u_k=e^{-z_k}", False),
        ("binary", r"\ell = -\log(1-q) \text{ where } q = 1-h, y=1", True),
        ("binary", r"\ell = -\log h \text{ where } y = 0", False),
        (None, r"\mathcal L=-\log\hat y_c\text{ where }y_c=1\text{ and }y\text{ is one-hot}", True),
        (None, r"\begin{aligned}h&=\frac1{1+e^{-s}}\\&\text{where }s=\theta^Tx\end{aligned}", True),
        (None, r"\begin{aligned}h&=\frac1{1+e^{s}}\\&\text{where }s=\theta^Tx\end{aligned}", False),
        (None, r"h=\sigma(\theta^Tx)\text{ where }z=2\theta^Tx", False),
        (None, r"\hat y_k=\frac{e^{z_k-M}}{\sum_je^{z_j-M}}\text{ where }M=\max_jz_j", True),
        (None, r"\hat y_k=e^{z_k}/S\text{ with }S=\sum_je^{z_j}", True),
        (None, r"\hat y_k=e^{z_k}/S\text{ with }S=\sum_je^{-z_j}", False),
        (None, r"h=q\text{ where }q=h, q=2h", "q is said to be two things"),
        (None, r"\ell=-\log h,\quad y=1", True),
        (None, r"\ell=-\log h,\quad y=0", False),
        (None, r"\hat y_1=\sigma(z_1-z_2),\quad K=2", True),
        (None, r"h\ge\frac12\iff z\ge0", True),
        (None, r"h\ge\frac12\iff z>0", False),
    ],
    "a probability at other features": [
        ("statistics", r"\log\frac{p(x+1)}{1-p(x+1)}-\log\frac{p(x)}{1-p(x)}=\beta_1", True),
        ("statistics", r"\log\frac{p(x+1)}{1-p(x+1)}-\log\frac{p(x)}{1-p(x)}=\beta_0", False),
        (None, r"\frac{p(x+1)/(1-p(x+1))}{p(x)/(1-p(x))}=e^{\beta_1}", True),
        ("statistics", r"\text{odds}(x+1)/\text{odds}(x)=e^{\beta_1}", True),
        ("cs229", r"h_\theta(-x) = 1-h_\theta(x)", True),
        ("cs229", r"h_\theta(-x) = -h_\theta(x)", False),
        ("binary", "h(x_1+x_2)=h x_1+h x_2", r"write h \cdot (x_1+x_2)"),
        ("cs229", "h(x_1+x_2)=h x_1+h x_2", r"write h \cdot (x_1+x_2)"),
        ("bishop", r"y(\phi_1+\phi_2)=y(\phi_1)+y(\phi_2)", r"write y \cdot (\phi_1+\phi_2)"),
        (None, "h(x_1)=h(x_2)", r"write h \cdot (x_1)"),
        ("statistics", r"p(x+1)=p x+p", r"write \cdot for that"),
        ("bishop", r"y(-\phi)=1-y(\phi)", True),
        ("bishop", r"y(2\phi)=2y(\phi)", False),
        ("ng", "a(x+1)=a(x)+1", False),
        (None, r"\hat y_k(z+c)=\hat y_k(z)", True),
        ("d2l", r"\hat y_k(o+c)=\hat y_k(o)", True),
        ("softmax", r"\text{softmax}(z+c)_k=\text{softmax}(z)_k", True),
        ("softmax", r"\text{softmax}(2z)_k=\text{softmax}(z)_k", False),
        ("ufldl", r"h_\theta(x)_k=\hat y_k", "stands behind a letter"),
        (None, "h(x^{(1)}+x^{(2)})=h(x^{(1)})+h(x^{(2)})", r"write \cdot for that"),
        ("cs229", r"h_\theta(x^{(1)}+x^{(2)})=h_\theta(x^{(1)})+h_\theta(x^{(2)})", r"write \cdot for that"),
        (None, r"h(x^{(1)})=\sigma(\theta^Tx^{(1)})", True),
        ("statistics", r"\pi(-\beta_0/\beta_1)=\frac12", r"\pi at a number, or the product"),
    ],
    "derivatives with a slash, and by one feature": [
        ("statistics", r"\frac{dp}{dx}=\beta_1p(1-p)", True),
        ("statistics", r"\frac{dp}{dx}=\beta_0p(1-p)", False),
        ("statistics", r"dp/dx=\beta_1p(1-p)", True),
        (None, r"dp/dx=\beta_1p(1-p)", True),
        (None, r"d\sigma/dz=\sigma(1+\sigma)", False),
        ("ng", "da/dz=a(1-a)", True),
        ("bishop", r"\mathrm{d}y/\mathrm{d}a=y(1-y)", True),
        (None, r"d^2\sigma/dz^2=\sigma(1-\sigma)(1-2\sigma)", True),
        (None, r"d^2\sigma/dz^2=\sigma(1-\sigma)(1+2\sigma)", False),
        (None, r"\partial^2J/\partial\theta_j^2=\frac1m\sum_ih^{(i)}(1-h^{(i)})(x_j^{(i)})^2", True),
        (None, r"σ′(z)=σ(z)(1−σ(z))", True),
        (None, r"\sigma^\prime(z)=\sigma(z)(1+\sigma(z))", False),
        (None, r"\max_z\sigma'(z)=\frac14", "which is no index here"),
    ],
    "expected values": [
        ("statistics", "E[y]=p", True),
        ("statistics", r"\mathbb E[y_i\mid x_i]=p_i", True),
        ("statistics", "E(y_i)=p_i", True),
        ("statistics", "E[y]=y", False),
        ("statistics", "E[y_i^2]=y_i E[y_i]", False),
        ("statistics", "E[y_i^2]=p_i", True),
        ("statistics", r"\operatorname{Var}(y_i)=p_i(1-p_i)", True),
        ("statistics", r"\mathrm{Var}(y)=p", False),
        ("statistics", "E[(y-p)^2]=p(1-p)", True),
        ("statistics", r"\mathbb E[x_i]=0", "is read of one label that is 0 or 1"),
        (None, "E[y]=p", "is read in a notation"),
    ],
    "an intercept among the weights, dots, a prime as a transpose": [
        (None, r"z=\theta_0+\theta_1x_1+\theta_2x_2", True),
        (None, r"z=\theta_0-\theta_1x_1+\theta_2x_2", False),
        (None, r"z=\theta_0x_0+\theta_1x_1+\dots+\theta_nx_n", True),
        (None, r"z=\theta_0x_0-\theta_1x_1+\dots+\theta_nx_n", False),
        (None, r"z=\theta_0+\theta_1x_1+\cdots+\theta_nx_n", True),
        (None, r"h=\sigma(\theta'x)", True),
        ("statistics", r"p_i=\frac{1}{1+e^{x_i'\beta}}", False),
        ("statistics", r"W=\operatorname{diag}(p_i(1-p_i))", True),
        ("statistics", r"W=\operatorname{diag}(p_i)", False),
    ],
    "layers": [
        ("ng", r"z^{[2]}z^{[1]}=(z)^3", "is a layer"),
        ("ng", "a^{[2]}=a^2", "is a layer"),
        ("ng", r"A^{[l]}=\sigma(W^{[l]}A^{[l-1]}+b^{[l]})", "is a layer"),
        ("ng", r"a^{[1]}=\sigma(z^{[1]})", True),
        ("ng", "dZ^{[1]}=A^{[1]}-Y", True),
        ("ng", "dZ^{[1]}=A^{[1]}+Y", False),
        (None, r"a^{[2]}=\sigma(z^{[2]})", True),
        ("ng", "z^{[1](i)}=w^{[1]T}x^{(i)}+b^{[1]}", True),
        ("ng", "z^{[1](i)}=w^{[1]T}x^{(i)}-b^{[1]}", False),
        (None, r"a^{[2]}=\sigma(-z^{[2]})", False),
    ],
    "what stands behind a loss": [
        ("binary", r"\ell(y,y)=\ell(h,y)", r"\ell of y twice"),
        ("softmax", r"\mathcal{L}(y,y)=\mathcal{L}(y,\hat y)", r"\mathcal{L} of y twice"),
        ("d2l", r"\ell(y,y)=\ell(y,\hat y)", r"\ell of y twice"),
        ("softmax", r"\mathcal{L}(y_k,\hat y_k)=-\sum_jy_j\log\hat y_j", "which is one entry"),
        ("binary", r"\ell(h^{(1)},y^{(2)})=\ell(h^{(2)},y^{(1)})", "each once"),
        ("binary", r"\ell(h,1)=-\log h", True),
        ("binary", r"\ell(h,0)=-\log h", False),
        ("binary", r"\mathcal{L}(\sigma(z),y)=-y\log h-(1-y)\log(1-h)", True),
        ("ng", r"\mathcal{L}(\sigma(-z),y)=-y\log a-(1-y)\log(1-a)", "each once"),
        (None, r"\ell(h_\theta(x),y)=-y\log h-(1-y)\log(1-h)", True),
        ("ng", r"J(w,b)=\frac1m\sum_{i=1}^mL(f_{w,b}(x^{(i)}),y^{(i)})", True),
        ("ng", r"J(w,b)=\sum_{i=1}^mL(f_{w,b}(x^{(i)}),y^{(i)})", False),
        ("d2l", r"l=\log\sum_k\exp(o_k)-\sum_jy_jo_j", True),
        ("d2l", r"l=\log\sum_k\exp(o_k)+\sum_jy_jo_j", False),
        ("bishop", r"E[\mathbf w]=E(\mathbf w)", True),
        ("statistics", r"D=-2\ell(\beta)", True),
        ("bishop", r"D=-2\ell", "the deviance has no letter"),
        (None, r"-\log L=\sum_i\log(1+e^{-\tilde y_iw^Tx_i})", r"write NLL for -\log L"),
    ],
    "an update and a second claim": [
        (None, r"\theta:=\theta-\alpha\nabla J(\theta),\quad\nabla J(\theta)=\frac1mX^T(h-y)", True),
        (None, r"\theta:=\theta-\alpha\nabla J(\theta),\quad\nabla J(\theta)=\frac1mX^T(h+y)", False),
        ("ng", r"w:=w-\alpha\,dw,\quad dw=\frac1mX(A-Y)^T", True),
        ("ng", r"w:=w-\alpha\,dw,\quad dw=\frac1mX(A+Y)^T", False),
        (None, rf"\begin{{aligned}}{CHAIN}-\frac\alpha mX^T(h-y)\end{{aligned}}", True),
        (None, rf"\begin{{aligned}}{CHAIN}+\frac\alpha mX^T(h-y)\end{{aligned}}", False),
        ("statistics", rf"{NEWTON}=(X^TWX)^{{-1}}X^TW(X\beta^{{old}}+W^{{-1}}(y-p))", True),
        ("statistics", rf"{NEWTON}=(X^TWX)^{{-1}}X^TWy", False),
        ("statistics", NEWTON.replace("+", "-"), False),
        (None, r"w\gets w-\eta(\hat y-y)x,\ b\gets b-\eta(\hat y-y)", True),
        (None, r"w\gets w-\eta(\hat y-y)x,\ b\gets b+\eta(\hat y-y)", False),
        ("ng", r"w:=w-\alpha\,dw, b:=b-\alpha\,db", True),
        ("ng", r"w:=w-\alpha\,dw, b:=b+\alpha\,db", False),
        ("ng", r"w:=w-\alpha\,dw, dz:=a+y", "of what, is not seen here"),
        ("bishop", r"\mathbf w^{(\tau+1)}=\mathbf w^{(\tau)}-\eta(y_n-t_n)\boldsymbol\phi_n", True),
        ("bishop", r"\mathbf w^{(\tau+1)}=\mathbf w^{(\tau)}+\eta(y_n-t_n)\boldsymbol\phi_n", False),
        (None, r"\theta_j=\theta_j-\alpha\frac{\partial J}{\partial\theta_j}", True),
        (None, r"\theta_j=\theta_j+\alpha\frac{\partial J}{\partial\theta_j}", False),
        (None, r"\theta_{new}=\theta_{old}-\alpha\nabla J(\theta_{old})", True),
        ("columns", r"W:=W-\frac\alpha mX^T(\hat Y-Y)", True),
        ("columns", r"W:=W+\frac\alpha mX^T(\hat Y-Y)", False),
        (None, rf"w_k:=w_k-\alpha\frac{{\partial L}}{{\partial w_k}}=w_k+\frac\alpha m{PULL}", False),
    ],
    "a letter of the probability alone": [
        (None, r"a=\sigma(z)", True),
        (None, r"p=\sigma(-z)", False),
        (None, r"\mu=\sigma(\eta)", True),
        (None, r"y=\sigma(w^Tx)", r"write \hat{y} for it"),
        (None, r"\hat y=1\text{ if }\theta^Tx\ge0", "is the probability here, and no class"),
        ("ng", r"db=\frac1m\sum dz^{(i)}", r"\sum without an index"),
    ],
}  # fmt: skip
LINES = [pytest.param(*line, id=f"{kind}: {line[1]}") for kind, some in WRITTEN.items() for line in some]


@pytest.mark.parametrize(("notation", "line", "outcome"), LINES)
def test_a_line_is_read_as_it_is_typed(notation, line, outcome):
    if isinstance(outcome, bool):
        found = try_step(line, notation=notation)
        assert found.true == outcome, found
        assert outcome or ": " in found.where, found
        return
    with pytest.raises(Unreadable) as refused:
        try_step(line, notation=notation)
    assert outcome in str(refused.value)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (r"\frac1mX", r"\frac{1}{m}X"),
        (r"\frac\alpha m X", r"\frac{\alpha}{m} X"),
        (r"\frac12\frac1{2m}", r"\frac{1}{2}\frac{1}{2m}"),
        (r"\frac{\frac12}3", r"\frac{\frac{1}{2}}{3}"),
        (r"\hat y\mathbf t\mathcal L", r"\hat{y}\mathbf{t}\mathcal{L}"),
        (r"\sum_{j=1}^K1\{y=j\}", r"\sum_{j=1}^K 1\{y=j\}"),
        ("mX + x_{ij} dz", "m X + x_{ij} dz"),
        (r"exp(-z) \text{if both}", r"\operatorname{exp}(-z) \text{if both}"),
        (r"{\bf w}^T{\rm x}", r"\mathbf{w}^T\mathrm{x}"),
        (r"\frac{1", r"\frac{1"),
    ],
)
def test_tex_takes_one_sign_where_no_braces_stand(line, written):
    assert typed(line) == written
