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
PULL_J = PULL.replace("x^", "x_j^")
SLOPE_L = r"\frac{\partial L_\lambda}{\partial w_{kj}}"
REGULAR = "x_0^(1) = 1, x_1^(1) = 0, x_0^(2) = 1, x_1^(2) = 1"
MEAN_LOG = r"\frac1m\sum_i\log"
WEIGHTED = r"\frac{\partial}{\partial z_k}\left(-\sum_jc_jy_j\log\hat y_j\right)"
MARGIN = r"y^{(i)}\theta^Tx^{(i)}"
SIGNS, SIGNS_I = r"\quad\text{if }y\in\{-1,1\}", r"\quad\text{if }y^{(i)}\in\{-1,1\}"
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
    "a power behind the brackets of a function is that of its value": [
        (None, r"\exp(z)^2=\exp(2z)", True),
        (None, r"\exp(z)^{-1}=\exp(-z)", True),
        (None, r"\exp\left(z\right)^2=e^{z^2}", False),
        (None, r"\exp z^2=e^{z^2}", True),
        (None, r"\frac{d}{dz}\tanh(z)=1-\tanh(z)^2", True),
        (None, r"\frac{d}{dz}\tanh(z)=1-\tanh(z)", False),
        (None, r"\ln[h]^2=(\ln h)^2", True),
        (None, r"\log_2(h)^2=2\log_2(h)", False),
        (None, r"\operatorname{logit}(p)^2=\log(\frac{p}{1-p})^2", True),
        (None, r"\log(1-h)^{1-y}=(1-y)\log(1-h)", True),  # which alone has a value
        (None, r"\log(1-h)^{1-y}=(1-y)\log(h)", False),
    ],
    "a log-likelihood that nobody names": [
        (None, r"\frac{\partial\ell}{\partial w}=(y-\hat y)x", "of which alone the line is true"),
        (None, r"\nabla_{w_k}\ell=\sum_{i=1}^N(y_{ik}-p_{ik})x_i", "of which alone the line is true"),
        (None, r"\frac{\partial\ell}{\partial w}=(\hat y-y)x", True),
        (None, r"\frac{\partial\ell}{\partial w}=(y+\hat y)x", False),
    ],
    "a letter without a definition is not compared": [
        (None, r"\theta\leftarrow\theta-\alpha v", "v has no definition"),
        (None, r"\theta_{t+1}=\theta_t-\alpha v_t", "v has no definition"),
        (None, r"w\leftarrow w-\eta g", "g has no definition"),
        (None, r"W\leftarrow W-\alpha G", "G has no definition"),
        (None, r"\theta\leftarrow\theta-\alpha s", "s has no definition"),
        (None, r"\theta\leftarrow\theta+\beta(\theta-u)-\alpha\nabla J(\theta)", r"as in \beta := …"),
        (None, r"w\leftarrow w+\eta\nabla J", False),
        (None, "(p-r)^2>0", False),  # equal at p = r, which a probability of three weights hides
        (None, r"p\log\frac pr+(1-p)\log\frac{1-p}{1-r}>0", False),
        (None, "a=b", "a has no definition"),
        (None, "p(h-1)^2+(1-p)h^2=(h-p)^2-p(1-p)", False),
        (None, r"\text{recall}=\frac{\text{hits}}{\text{hits}+\text{misses}}", "has no definition"),
        ("binary", r"\rho_{\max}=\lambda_{\max}(X^\top X)", r"in front, as in \rho_{\max} :="),
        (None, r"s=\frac1{1+e^{-z}}", "s has no definition"),
        (None, "1-p=q", "in front, as in q := 1-p"),
        (None, "d=z_1-z_2", "d has no definition"),
        (None, r"G=\frac1m(\hat Y-Y)^\top X", "G has no definition"),
        (None, "u=1-u", False),
        (None, r"a=b\text{ if }a-b=1", False),
        (None, r"q\le1", False),
        (None, r"z=\log\frac p{1-p}", True),  # p is the probability, where it is one
        (None, r"z=-\log\frac p{1-p}", False),
        (None, r"p=\frac1{1+e^z}", False),
    ],
    "0 log 0 has no value": [
        ("softmax", r"-\sum_ky_k\log y_k\ge0", "which others count as 0"),
        ("softmax", r"\mathcal L\ge-\sum_ky_k\log y_k", "which others count as 0"),
        ("softmax", r"\log y\le0", "which others count as 0"),
        (None, r"-\sum_{k=1}^Ky_k\log y_k=0\quad\text{if }y\text{ is one-hot}", "which others count as 0"),
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
    "labels of -1 and 1": [
        ("cs229", rf"J(\theta)=\frac1m\sum_{{i=1}}^m\log(1+e^{{-{MARGIN}}}){SIGNS_I}", True),
        ("cs229", rf"J(\theta)=\frac1m\sum_{{i=1}}^m\log(1+e^{{{MARGIN}}}){SIGNS_I}", False),
        ("cs229", rf"\ell(\theta)=-\sum_{{i=1}}^m\log(1+e^{{-{MARGIN}}}){SIGNS_I}", True),
        ("cs229", rf"\ell(\theta)=\sum_{{i=1}}^m\log(1+e^{{-{MARGIN}}}){SIGNS_I}", False),
        ("cs229", rf"L(\theta)=\prod_{{i=1}}^m\sigma({MARGIN}){SIGNS_I}", True),
        ("cs229", rf"L(\theta)=\prod_{{i=1}}^m\sigma(-{MARGIN}){SIGNS_I}", False),
        ("bishop", r"E(\mathbf w)=\sum_{n=1}^N\ln(1+\exp(-t_na_n))\text{ if }t_n\in\{-1,1\}", True),
        ("bishop", r"E(\mathbf w)=\sum_{n=1}^N\ln(1+\exp(t_na_n))\text{ if }t_n\in\{-1,1\}", False),
        ("bishop", r"p(t|\phi)=\sigma(ta)\text{ if }t\in\{-1,1\}", True),
        ("bishop", r"p(t|\phi)=\sigma(a)\text{ if }t\in\{-1,1\}", False),
        ("statistics", r"\ell(\beta)=\sum_{i=1}^n\log\sigma(y_ix_i^T\beta)\text{ if }y_i\in\{-1,1\}", True),
        ("statistics", r"\ell(\beta)=\sum_{i=1}^n\log\sigma(-y_ix_i^T\beta)\text{ if }y_i\in\{-1,1\}", False),
        ("ng", rf"\frac{{\partial\mathcal L}}{{\partial z}}=-y\sigma(-yz){SIGNS}", True),
        ("ng", rf"\frac{{\partial\mathcal L}}{{\partial z}}=y\sigma(-yz){SIGNS}", False),
        ("ng", rf"\mathcal L(\hat y,y)=-\log\hat y{SIGNS}", False),
        ("binary", rf"\mathcal L=\log(1+e^{{-yz}}){SIGNS}", True),
        ("binary", rf"\mathcal L=\log(1+e^{{-z}}){SIGNS}", False),
        ("binary", rf"\mathcal L=\log(1+e^{{-y^2z}}){SIGNS}", False),
        ("binary", r"\mathcal L=\log(1+e^z)\text{ if }y=-1", True),
        ("binary", r"\mathcal L=\log(1+e^{-z})\text{ if }y=-1", False),
        (None, rf"h=\sigma(yz){SIGNS}", False),
        (None, rf"\mathcal L=-\log h{SIGNS}", False),
        (None, r"\mathcal L=\log(1+e^{-yz})\text{ if }y=\pm1", True),
        (None, r"\mathcal L=\log(1+e^{-z})\text{ if }y=\pm1", False),
        (None, r"\mathcal L=-\log h\text{ if }y^2=1", False),
        (None, r"p(y=-1\mid x)=1-\sigma(z)", True),
        (None, r"p(y=-1\mid x)=\sigma(z)", False),
        ("binary", r"\mathcal L=-\log h\text{ if }y\in\{1,2\}", "write them as 0 and 1, or as -1 and 1"),
    ],
    "a label that a condition lets be any number": [
        ("binary", r"y^2=y", True),
        ("binary", r"y^2=y\text{ if }0\le y\le1", False),
        (None, r"\mathcal L=-\log h\text{ if }y\ge\frac12", False),
        (None, r"J(t\theta+(1-t)\phi)\le tJ(\theta)+(1-t)J(\phi)\text{ if }0\le t\le1", True),
        (None, r"J(t\theta+(1-t)\phi)\ge tJ(\theta)+(1-t)J(\phi)\text{ if }0\le t\le1", False),
        (None, r"J(t\theta+(1-t)\phi)=tJ(\theta)+(1-t)J(\phi)\text{ if }0\le t\le1", False),
    ],
    "a condition with an index": [
        ("softmax", r"\sum_ky_k^2\le1\text{ if }\sum_ky_k=1\text{ and }y_k\ge0", True),
        ("softmax", r"\sum_ky_k^2\ge1\text{ if }\sum_ky_k=1\text{ and }y_k\ge0", False),
        (None, r"\lVert\hat y-y\rVert\le2\text{ if }\sum_ky_k=1\text{ and }y_k\ge0", True),
        (None, r"\lVert\hat y-y\rVert\le1\text{ if }\sum_ky_k=1\text{ and }y_k\ge0", False),
        (None, r"\lVert\hat y-y\rVert^2\le1\text{ if }\sum_ky_k=1\text{ and }y_k\in\{0,1\}", False),
    ],
    "an equation with the index of an example": [
        ("cs229", rf"J={MEAN_LOG}(1+e^{{-\theta^Tx^{{(i)}}}})\text{{ if }}y^{{(i)}}=1", True),
        ("cs229", rf"J={MEAN_LOG}(1+e^{{\theta^Tx^{{(i)}}}})\text{{ if }}y^{{(i)}}=1", False),
        ("statistics", r"\ell(\beta)=\sum_{i=1}^n\log p_i\text{ if }y_i=1", True),
        ("statistics", r"\ell(\beta)=\sum_{i=1}^n\log(1-p_i)\text{ if }y_i=1", False),
    ],
    "the error of one example": [
        ("bishop", r"\nabla E_n=(y_n-t_n)\boldsymbol\phi_n", True),
        ("bishop", r"\nabla E_n=(t_n-y_n)\boldsymbol\phi_n", False),
        ("bishop", r"\nabla E_n(\mathbf w)=\sum_{n=1}^N(y_n-t_n)\boldsymbol\phi_n", False),
        ("bishop", r"\nabla E_n=\nabla E(\mathbf w)", False),
        ("bishop", r"E(\mathbf w)=\sum_{n=1}^NE_n(\mathbf w)", True),
        ("bishop", r"E(\mathbf w)=\frac1N\sum_{n=1}^NE_n(\mathbf w)", False),
        ("bishop", r"\frac{\partial E_n}{\partial a_n}=y_n-t_n", True),
        ("bishop", r"\frac{\partial E_n}{\partial a_n}=y_n+t_n", False),
        ("bishop", r"\nabla_{\mathbf w_j}E_n=(y_{nj}-t_{nj})\boldsymbol\phi_n", True),
        ("bishop", r"\nabla_{\mathbf w_j}E_n=(t_{nj}-y_{nj})\boldsymbol\phi_n", False),
        ("statistics", r"\nabla\ell_i(\beta)=(y_i-p_i)x_i", True),
        ("statistics", r"\nabla\ell_i(\beta)=(p_i-y_i)x_i", False),
        (None, r"\nabla\mathcal L^{(i)}=(h^{(i)}-y^{(i)})x^{(i)}", True),
        (None, r"\nabla\mathcal L^{(i)}=(y^{(i)}-h^{(i)})x^{(i)}", False),
        ("bishop", r"\mathbf w^{(\tau+1)}=\mathbf w^{(\tau)}-\eta\nabla E_n", True),
        ("bishop", r"\mathbf w^{(\tau+1)}=\mathbf w^{(\tau)}+\eta\nabla E_n", False),
    ],
    "the class that is predicted": [
        (None, r"\hat c=\arg\max_k\hat y_k=\arg\max_kz_k", True),
        (None, r"\hat c=\arg\max_kw_k^\top x", True),
        (None, r"\hat c=\arg\max_k(-z_k)", False),
        (None, r"\hat c=\arg\min_k(-z_k)", True),
        (None, r"\hat c=\arg\min_kz_k", False),
        (None, r"\hat y_{\hat c}\ge\frac1K", True),
        (None, r"\hat y_{\hat c}>\frac12", False),
        ("d2l", r"\hat c=\arg\max_ko_k", True),
        ("d2l", r"\hat c=\arg\max_ko_k^2", False),
    ],
    "a letter of each class": [
        (None, r"\sum_{k=1}^K\hat y_ka_k^2\ge\left(\sum_{k=1}^K\hat y_ka_k\right)^2", True),
        (None, r"\sum_{k=1}^K\hat y_ka_k^2\le\left(\sum_{k=1}^K\hat y_ka_k\right)^2", False),
        (None, r"\sum_k\hat y_kr_k\le\max_kr_k", True),
        (None, r"\sum_k\hat y_kr_k\ge\max_kr_k", False),
        (None, r"\sum_k\hat y_kv_k^2\ge\left(\sum_k\hat y_kv_k\right)^2", True),
        (None, r"\sum_k\hat y_kv_k^2\le\left(\sum_k\hat y_kv_k\right)^2", False),
        (None, rf"{WEIGHTED}=\hat y_k\sum_jc_jy_j-c_ky_k", True),
        (None, rf"{WEIGHTED}=\hat y_k-c_ky_k", False),
        (None, r"\sum_kp_k\log\frac{p_k}{q_k}\ge0\text{ if }\sum_kp_k=1\text{ and }\sum_kq_k=1", True),
        (None, r"\sum_kp_k\log\frac{p_k}{q_k}\le0\text{ if }\sum_kp_k=1\text{ and }\sum_kq_k=1", False),
        (None, r"-\sum_kp_k\log q_k=-\sum_kp_k\log p_k+\sum_kp_k\log\frac{p_k}{q_k}", True),
        (None, r"-\sum_kp_k\log q_k=-\sum_kp_k\log p_k+\sum_kp_k\log\frac{q_k}{p_k}", False),
        (None, r"H(q,p)=-\sum_kq_k\log p_k", True),
        (None, r"H(p,q)=H(q,p)", False),
        (None, r"H(p)\ge0", True),
        (None, r"0\le H[p]", True),
        (None, r"H(p)>0", True),
        (None, r"H(p)\le0", False),
        (None, r"H(P,Q)\ge0", True),
        (None, r"H(p,q)\le\log K", False),
        (None, r"H(p)=H(q)", False),
        (None, r"H(p)=X^\top SX", True),  # a Hessian, beside the letters of a model
        (None, r"H(\hat y)\ge0", r"write -\sum_k \hat{y}_k \log \hat{y}_k for it"),
        (None, r"H(y)=0", "may be an entropy"),
    ],
    "the costs with a penalty": [
        (None, r"J_\lambda=J+\frac\lambda2\sum_{j=1}^{n-1}\theta_j^2", True),
        (None, r"J_{\lambda}=J+\lambda\sum_{j=1}^{n-1}\theta_j^2", False),
        (None, r"\nabla J_\lambda=\nabla J+\lambda\theta\text{ if }\theta_0=0", True),
        (None, r"\nabla J_\lambda=\nabla J+\lambda\theta", False),
        (None, rf"{SLOPE_L}=\frac1m{PULL_J}+\lambda w_{{kj}}\text{{ if }}j\ge1", True),
        (None, rf"{SLOPE_L}=\frac1m{PULL_J}-\lambda w_{{kj}}\text{{ if }}j\ge1", False),
    ],
    "the letters of Ng's first course": [
        ("ng", r"\nabla J(\theta)=\frac1mX^T(g(X\theta)-\vec y)", True),
        ("ng", r"\theta_j:=\theta_j-\frac\alpha m\sum_{i=1}^m(h_\theta(x^{(i)})-y^{(i)})x_j^{(i)}", True),
        ("ng", r"\theta_j:=\theta_j+\frac\alpha m\sum_{i=1}^m(h_\theta(x^{(i)})-y^{(i)})x_j^{(i)}", False),
        ("ng", r"h_\theta(x)\ge0.5\iff\theta^Tx\ge0.5", False),
    ],
    "a missing transpose": [
        (None, r"\nabla J=\frac1mX(\mathbf h-\mathbf y)", False),
        ("bishop", r"\nabla E(\mathbf w)=\boldsymbol\Phi(\mathbf y-\mathbf t)", False),
        ("ng", r"dw=\frac1mX\,dZ^T", True),
        ("ng", r"dw=\frac1mX^TdZ", False),
        ("ng", r"\frac{\partial J}{\partial w}=\frac1mX^T(A-Y)", False),
        (None, r"\frac{\partial L}{\partial W}=\frac1m(\hat Y-Y)X", False),
        (None, r"\nabla J=\frac1mX(\mathbf y-\mathbf h)", "cannot be multiplied"),
    ],
    "signs and ones": [
        (None, r"\nabla^2J\preceq\frac1{4m}X^\top X", True),
        (None, r"\nabla^2J\preceq\frac1{8m}X^\top X", False),
        ("cs229", r"\nabla^2\ell(\theta)\preceq0", True),
        ("cs229", r"\nabla^2\ell(\theta)\succeq0", False),
        (None, r"\nabla^2J\succ0", r"\succ is no sign that is read here"),
        (None, r"z\ge0\Rightarrow h\ge\frac12", True),
        (None, r"z\ge0\Rightarrow h\ge\frac34", False),
        (None, r"\mathrm{softmax}(z+c\mathbf 1)=\mathrm{softmax}(z)", True),
        (None, r"\mathrm{softmax}(z+c\mathbf 1)=\mathrm{softmax}(z)+c\mathbf 1", False),
        (None, r"\hat Y\mathbf 1=\mathbf 1", "stands for a column of ones"),
        (None, r"\nabla^2J=\frac1mX^\top\operatorname{diag}(\mathbf h\odot(\mathbf 1-\mathbf h))X", True),
        (None, r"\nabla^2J=\frac2mX^\top\operatorname{diag}(\mathbf h\odot(\mathbf 1-\mathbf h))X", False),
        (None, r"\frac{1-\beta^2}{1-\beta}=1+\beta\text{ if }\beta\ne1", True),
        (None, r"\frac{1-\beta^2}{1-\beta}=1-\beta\text{ if }\beta\ne1", False),
        ("bishop", r"E(\mathbf w_1,\ldots,\mathbf w_K)=-\ln p(\mathbf T|\mathbf w_1,\ldots,\mathbf w_K)", True),
        ("bishop", r"E(\mathbf w_1,\ldots,\mathbf w_K)=\ln p(\mathbf T|\mathbf w_1,\ldots,\mathbf w_K)", False),
        ("statistics", r"P(Y\le j)=\sigma(\alpha_j-\beta^Tx)", r"write \sigma(a - \beta^\top x) for it"),
        (None, r"\int\sigma(z)\,dz=\log(1+e^z)", "what stands behind"),
    ],
}  # fmt: skip
SHARPER = r"\frac{\exp(z_k/T)}{\sum_j\exp(z_j/T)}"
SMOOTH = r"\tilde y_k:=(1-\epsilon)y_k+\frac\epsilon K"
SHARP = r"\hat y_k:=\operatorname{softmax}(2z)_k"
TWICE = r"h:=\sigma(2z)"
RIDGE = r"J_\lambda(\theta):=J(\theta)+\frac\lambda2\theta^\top\theta"
DOUBLE = r"\mathcal L:=-2y\log a-2(1-y)\log(1-a)"
SQUARES = r"J(\theta):=\frac1m\sum_i(h^{(i)}-y^{(i)})^2"
ODDS = r"\operatorname{OR}:=\frac{p(x+1)/(1-p(x+1))}{p(x)/(1-p(x))}"
NG = r"J(\theta)=\frac1m\cdot\left(-y^T\log(h)-(1-y)^T\log(1-h)\right)"
CURVED = r"\frac{\partial^2\ell(\beta)}{\partial\beta\partial\beta^T}=-\mathbf X^T\mathbf W\mathbf X"
FITTED = r"\mathbf z=\mathbf X\beta^{old}+\mathbf W^{-1}(\mathbf y-\mathbf p)"
SPREAD = r"\operatorname{diag}(\mathbf h\odot(1-\mathbf h))"
FIT = r"\beta^{new}=(\mathbf X^T\mathbf W\mathbf X)^{-1}\mathbf X^T\mathbf W\mathbf z"
BY_WEIGHT, BY_SCORE = r"\frac{\partial J}{\partial\theta_j}", r"\frac{\partial\mathcal L}{\partial z}"
SLOPES = r"\frac{\partial q_k}{\partial z_j}"
SCORE = r"\frac{\partial\ell(\beta)}{\partial\beta}=\sum_ix_i(y_i-p_i)"
LOGIT = r"\operatorname{logit}(p)=\log\frac p{1-p}"
TOTAL = r"-\sum_{i=1}^m\left(y^{(i)}\log h^{(i)}+(1-y^{(i)})\log(1-h^{(i)})\right)"
NOT_USED = "is not used in this line"
GIVEN = {  # notation, line, what is given: true, FALSE, or the sentence with which it is refused
    "a letter with a mark is one of its own": [
        (None, r"\sum_k\tilde y_k=1", r"\tilde y_k:=7y_k+5", False),
        (None, r"\sum_k\tilde y_k=1\quad\text{if }\sum_jy_j=1", r"\tilde y_k:=(1-\epsilon)y_k+\epsilon", False),
        (None, r"\sum_k\tilde y_k=1\quad\text{if }\sum_jy_j=1", SMOOTH, True),
        (None, r"\mathcal L=-\sum_k\tilde y_k\log\hat y_k", SMOOTH, False),
        ("d2l", r"\frac{\partial l}{\partial o_k}=\hat y_k-\tilde y_k", SMOOTH, False),
        ("binary", r"\mathcal L=-\tilde y\log h-(1-\tilde y)\log(1-h)", r"\tilde y:=1-y", False),
        ("binary", r"-\bar y\log h-(1-\bar y)\log(1-h)=\log(1+e^z)-(1-y)z", r"\bar y:=1-y", True),
        (None, r"\mathcal L=-\sum_ky'_k\log\hat y_k", r"y'_k:=7y_k+5", False),
        (None, r"\sum_ky^{LS}_k=1\quad\text{if }\sum_jy_j=1", r"y^{LS}_k:=(1-\epsilon)y_k+\frac{\epsilon}{K}", True),
        (None, r"\sum_ky_k^{LS}=1\quad\text{if }\sum_jy_j=1", r"y^{LS}_k:=(1-\epsilon)y_k+\epsilon", False),
        (None, r"y^*_k=y_k+1", r"y_k^*:=y_k+1", True),
        (None, r"y^*_k=y_k", r"y_k^*:=y_k+1", False),
        (None, r"\log\hat y_k=\tilde z_k-\log\sum_je^{\tilde z_j}", r"\tilde z_k:=z_k-\max_jz_j", True),
        (None, r"\log\hat y_k=\tilde z_k", r"\tilde z_k:=z_k-\max_jz_j", False),
        (None, r"\operatorname{softmax}(\tilde z)=\operatorname{softmax}(z)", r"\tilde z:=z-\max_jz_j", True),
        (None, r"\tilde\theta=\theta", r"\tilde\theta:=2\theta", False),
        (None, r"\nabla_\theta J_\lambda=\nabla_\theta J+\lambda\theta", RIDGE, True),
        (None, r"\nabla_\theta J_\lambda=\nabla_\theta J", RIDGE, False),
        (None, r"\alpha=0", r"\epsilon:=0", False),
        (None, r"u_2=5", r"u_1:=5", False),
        (None, r"u_k=5", r"u_1:=5", "is one entry of u"),
    ],
    "an index tells what there is one of": [
        (None, rf"{SLOPES}=\frac1T\,q_k(\delta_{{kj}}-q_j)", f"q_k={SHARPER}", True),
        (None, rf"{SLOPES}=q_k(\delta_{{kj}}-q_j)", f"q_k={SHARPER}", False),
        (None, r"\mathcal L=-\sum_ky_k\log q_k", f"q_k:={SHARPER}", False),
        (None, r"\arg\max_kh_k=\arg\max_kz_k", r"h_k:=\sigma(z_k)", True),
        (None, r"\arg\max_kh_k=\arg\max_kz_k", r"h_k:=\sigma(-z_k)", False),
        (None, r"\sum_kc_k=1\quad\text{if }\sum_ky_k^{(i)}=1\text{ for all }i", r"c_k:=\frac1m\sum_iy_k^{(i)}", True),
        (None, r"\sum_kc_k=1", r"c_k:=\frac1m\sum_iy_k^{(i)}", False),
        (None, rf"\frac1m\sum_{{i=1}}^mr_ix_j^{{(i)}}={BY_WEIGHT}", r"r_i:=h^{(i)}-y^{(i)}", True),
        (None, rf"\frac1m\sum_{{i=1}}^mr_ix_j^{{(i)}}={BY_WEIGHT}", r"r_i:=y^{(i)}-h^{(i)}", False),
        (None, r"A_{kj}=\hat y_k(\delta_{kj}-\hat y_j)", r"A_{kj}:=\frac{\partial\hat y_k}{\partial z_j}", True),
        (None, r"A_{kj}=\hat y_k(1-\hat y_j)", r"A_{kj}:=\frac{\partial\hat y_k}{\partial z_j}", False),
        ("binary", r"\sum_jr_jx_j=(h-y)z", r"r_j:=(h-y)\theta_j", True),
        ("binary", r"\sum_jr_jx_j=h-y", r"r_j:=(h-y)\theta_j", False),
        ("statistics", r"\eta_k=0", r"\eta_K:=0", "is one entry of"),
        (None, r"h^{(2)}=\frac12", r"h^{(1)}:=\frac12", "is that of one example"),
        (None, r"\sum_{k=1}^K\hat y_ka_k^2\ge\left(\sum_{k=1}^K\hat y_ka_k\right)^2", "", True),
        (None, r"\sum_{k=1}^K\hat y_ka_k^2\le\left(\sum_{k=1}^K\hat y_ka_k\right)^2", "", False),
    ],
    "a letter with a meaning is what is given, and what is made of it follows": [
        ("binary", r"\frac{dh}{dz}=2h(1-h)", TWICE, True),
        ("binary", r"\frac{dh}{dz}=h(1-h)", TWICE, False),
        ("binary", r"h_\theta(x)=\sigma(2\theta^\top x)", TWICE, True),
        ("binary", r"h_\theta(x)=\sigma(\theta^\top x)", TWICE, False),
        ("binary", r"h=\sigma(z)", r"h_\theta(x):=\sigma(2\theta^\top x)", False),
        ("binary", "h>0", r"h:=\tanh z", False),
        ("binary", "h:=\\tanh z\nh>0", "", False),
        (None, r"h\ge\frac12", r"z:=(\theta^\top x)^2", True),
        (None, r"\nabla J=\frac2mX^\top(\mathbf h-\mathbf y)", r"\mathbf h:=\sigma(2X\theta)", True),
        (None, r"\nabla J=\frac1mX^\top(\mathbf h-\mathbf y)", r"\mathbf h:=\sigma(2X\theta)", False),
        ("cs229", r"J(\theta)=\frac12\log2\quad\text{if }\theta=0", r"h_\theta(x):=g(2\theta^Tx)", False),
        ("ng", "dz=a-y", r"a:=\sigma(2z)", False),
        ("ng", "dz=2(a-y)", r"a:=\sigma(2z)", True),
        ("ng", "dZ=A-Y", r"A=\sigma(2Z)", False),
        ("ng", "dZ=2(A-Y)", r"A=\sigma(2Z)", True),
        ("ng", r"\frac{da}{dz}=1-a^2", r"a:=\tanh(z)", True),
        (None, r"\frac{\partial\hat y_k}{\partial z_j}=2\hat y_k(\delta_{kj}-\hat y_j)", SHARP, True),
        (None, r"\frac{\partial\hat y_k}{\partial z_j}=\hat y_k(\delta_{kj}-\hat y_j)", SHARP, False),
        ("columns", r"\hat Y=\operatorname{softmax}(XW)", r"\hat Y:=\operatorname{softmax}(2XW)", False),
        ("ng", r"dw=\frac2mX(A-Y)^T", DOUBLE, True),
        ("ng", r"dw=\frac1mX(A-Y)^T", DOUBLE, False),
        ("ng", r"db=\frac2m\sum_{i=1}^m(a^{(i)}-y^{(i)})", DOUBLE, True),
        ("ng", r"w:=w-\frac{2\alpha}mX(A-Y)^T", DOUBLE, True),
        ("ng", r"w:=w-\frac\alpha mX(A-Y)^T", DOUBLE, False),
        ("bishop", r"\mathbf H=4\Phi^T\mathbf R\Phi", r"a:=2\mathbf w^T\phi", True),
        ("bishop", r"\mathbf H=\Phi^T\mathbf R\Phi", r"a:=2\mathbf w^T\phi", False),
        ("bishop", r"\mathbf H=\Phi^T\mathbf R\Phi", r"a:=\mathbf w^T\phi", True),
        (None, rf"{BY_WEIGHT}=\frac2m\sum_i(h^{{(i)}}-y^{{(i)}})h^{{(i)}}(1-h^{{(i)}})x_j^{{(i)}}", SQUARES, True),
        (None, rf"{BY_WEIGHT}=\frac1m\sum_i(h^{{(i)}}-y^{{(i)}})x_j^{{(i)}}", SQUARES, False),
        ("statistics", SCORE, r"p_i:=\frac1{1+e^{-x_i^T\beta}}", True),
        ("statistics", SCORE, r"p_i:=\frac1{1+e^{x_i^T\beta}}", False),
        (None, NG, r"h=g(X\theta)", True),
        ("cs229", NG, r"h=g(X\theta)", True),
        ("cs229", NG.replace("-(1-y)", "+(1-y)"), r"h=g(X\theta)", False),
        ("cs229", r"\ell(\theta)=\vec y^T\log h+(1-\vec y)^T\log(1-h)", r"h=g(X\theta)", True),
        ("cs229", r"\ell(\theta)=\vec y^T\log h-(1-\vec y)^T\log(1-h)", r"h=g(X\theta)", False),
        (None, r"\frac{\partial L}{\partial w}=(p-y)x", r"p:=\sigma(w^\top x+b)", True),
        (None, r"\frac{\partial L}{\partial w}=(p-y)x", r"p:=\sigma(-w^\top x)", False),
        (None, r"\mathcal L=-\sum_ky_k\log p_k", r"p_k:=\sigma(z_k)", False),
        (None, r"\mathcal L=-\sum_ky_k\log p_k", r"p_k:=\frac{e^{z_k}}{\sum_je^{z_j}}", True),
        (None, "f(z)=1-h", r"f(z):=1-\sigma(z)", True),
        (None, r"f(z)=\frac1{1+e^{-z}}", r"f(z):=1-\sigma(z)", False),
    ],
    "a diagonal matrix": [
        ("statistics", CURVED, r"\mathbf W:=5", False),
        ("statistics", CURVED, r"\mathbf W=\operatorname{diag}(p_i)", False),
        ("statistics", CURVED, r"\mathbf W=\operatorname{diag}(p_i(1-p_i))", True),
        ("statistics", CURVED.replace("W", "V"), r"\mathbf V:=\operatorname{diag}(p_i(1-p_i))", True),
        ("bishop", r"\mathbf H=\Phi^T\mathbf R\Phi", r"\mathbf R=\operatorname{diag}(y_n)", False),
        ("bishop", r"\mathbf H=\Phi^T\mathbf R\Phi", "R_{nn}=y_n(1-y_n)", True),
        ("bishop", r"\mathbf H=\Phi^T\mathbf R\Phi", "R_{nn}=y_n", False),
        (None, r"\nabla^2J=\frac1mX^\top SX", f"S:={SPREAD}", True),
        (None, r"\nabla^2J=\frac2mX^\top SX", f"S:={SPREAD}", False),
        (None, r"\nabla^2J=\frac1mX^\top DX\text{ where }D=\operatorname{diag}(h^{(i)}(1-h^{(i)}))", "", True),
        (None, rf"\nabla^2J=\frac1mX^\top{SPREAD}X", "", True),
        (None, rf"\nabla^2J=X^\top{SPREAD}X", "", False),
        ("binary", r"\operatorname{diag}(z)=z", "", "takes a vector"),
    ],
    "updates": [
        ("statistics", FIT, FITTED, True),
        ("statistics", FIT, FITTED.replace("+", "-"), False),
        ("statistics", r"\beta:=\beta+(X^TWX)^{-1}r", "r:=X^T(y-p)", True),
        ("statistics", r"\beta:=\beta+(X^TWX)^{-1}r", "r:=X^T(p-y)", False),
        ("statistics", NEWTON, r"W=\operatorname{diag}(p_i)", False),
        (None, r"\theta:=\theta-\alpha g", r"g:=\nabla J(\theta)", True),
        (None, r"\theta:=\theta+\alpha g", r"g:=\nabla J(\theta)", False),
    ],
    "a probability at other features": [
        ("statistics", r"\operatorname{OR}=e^{\beta_1}", ODDS, True),
        ("statistics", r"\operatorname{OR}=e^{\beta_0}", ODDS, False),
        ("statistics", r"r=\beta_1", r"r:=\log\frac{p(x+1)}{1-p(x+1)}-\log\frac{p(x)}{1-p(x)}", True),
        ("statistics", r"p(x+1)=\sigma(\beta_0+\beta_1(x+1))", r"p(x):=\sigma(-\beta_0-\beta_1x)", "of its own"),
    ],
    "nothing is passed over": [
        (None, r"\sigma(-z)=1-\sigma(z)", "h:=2", NOT_USED),
        (None, r"h=\sigma(z)", r"\hat y_k:=\sigma(z_k)", NOT_USED),
        (None, r"h=\sigma(z)", r"h=\sigma(z)=\frac1{1+e^{-z}}", True),
        (None, r"h=\sigma(z)", r"h=\sigma(z)=\frac1{1+e^z}", "said to be two things"),
        (None, LOGIT, r"\operatorname{logit}(p):=\log\frac{1-p}p", "has one meaning"),
        (None, LOGIT, LOGIT.replace("=", ":="), True),
        (None, r"\delta_{kj}=1", r"\delta_{kj}:=1", "has one meaning"),
        (None, "z_1=2", "K=3", r"write \text{if } K = "),
        (None, r"\mathcal L=0", r"y\in\{0,1\}", r"write a condition behind \text{if }"),
        (None, "q=1", r"q:=1\quad\text{if }y=1", r"write a condition behind \text{if }"),
        (None, "q=2", "q:=1\nq:=2", "is given twice"),
        (None, r"\sum_ky_k=1", "y_k:=7y_k+5", "take another letter"),
        ("ng", r"a:=\sigma(2z), dz=a-y", "", "give its definition by given="),
        (None, r"\sigma(x)=\sigma(5)", "t:=5", "take another letter"),
        (None, "q=r", "q:=o^*", "take another letter"),
        (None, r"\epsilon=\alpha", "", "take another letter"),
        (None, rf"X^\top{SPREAD}X=5X^\top X", "S:=5", "take another letter"),
    ],
    "where": [
        (None, rf"{SLOPES}=\frac1Tq_k(\delta_{{kj}}-q_j)\text{{ where }}q_k={SHARPER}", "", True),
        (None, rf"{SLOPES}=q_k(\delta_{{kj}}-q_j)\text{{ where }}q_k={SHARPER}", "", False),
        (None, r"\frac{dh}{dz}=2h(1-h)\text{ where }h=\sigma(2z)", "", True),
        (None, r"\frac{dh}{dz}=h(1-h)\text{ where }h=\sigma(2z)", "", False),
        (None, r"\frac{\partial p}{\partial z}=\frac1Tp(1-p)\text{ where }p=\sigma(z/T)", "", True),
        ("binary", rf"{BY_SCORE}=2(h-y)\text{{ where }}\mathcal L=-2y\log h-2(1-y)\log(1-h)", "", True),
        ("binary", rf"{BY_SCORE}=h-y\text{{ where }}\mathcal L=-2y\log h-2(1-y)\log(1-h)", "", False),
        (None, rf"\nabla J=X^\top(\mathbf h-\mathbf y)\text{{ where }}J={TOTAL}", "", True),
        (None, rf"\nabla J=\frac1mX^\top(\mathbf h-\mathbf y)\text{{ where }}J={TOTAL}", "", False),
        ("statistics", rf"{CURVED}\text{{ where }}\mathbf W=\operatorname{{diag}}(p_i(1-p_i))", "", True),
        ("statistics", rf"{CURVED}\text{{ where }}\mathbf W=\operatorname{{diag}}(p_i)", "", False),
        (None, r"z_k=w_k^\top x\text{ where }\hat y_k=\sigma(z_k)", "", False),
        ("binary", rf"{BY_SCORE}=h-\tilde y\text{{ where }}\tilde y=(1-\epsilon)y+\frac\epsilon2", "", False),
    ],
}  # fmt: skip
DEFINED = [pytest.param(*line, id=f"{kind}: {line[1]}, {line[2]}") for kind, some in GIVEN.items() for line in some]
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


@pytest.mark.parametrize(("notation", "line", "given", "outcome"), DEFINED)
def test_what_is_given_counts_or_is_refused(notation, line, given, outcome):
    if isinstance(outcome, bool):
        found = try_step(line, notation=notation, given=given)
        assert found.true == outcome, found
        assert outcome or ": " in found.where, found
        return
    with pytest.raises(Unreadable) as refused:
        try_step(line, notation=notation, given=given)
    assert outcome in str(refused.value)


def test_an_answer_says_which_letters_are_those_that_are_given():
    assert "(read with the given h)" in repr(
        try_step(r"\frac{dh}{dz} = 2 h (1 - h)", "binary", given=r"h := \sigma(2 z)")
    )
    assert "the softmax" not in repr(try_step(r"p_k = 2", given=r"p_k := \sigma(z_k)"))
    with pytest.raises(Unreadable) as refused:
        try_step(r"\tilde{y}_k = u_k", given=r"\tilde{y}_k := q_k r")
    assert r"\own" not in str(refused.value)


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


@pytest.mark.parametrize(
    ("notation", "line", "shown", "hidden"),
    [
        ("cs229", r"\nabla\ell(\theta)=\sum_{i=1}^m(y^{(i)}-h_\theta(x^{(i)}))x", "m = 2", "/101"),
        ("cs229", r"\nabla\ell(\theta)=(h_\theta(x)-y)x", "x_0^(1) = 1", "x_0 ="),
        ("bishop", r"E(\mathbf w)=-\sum_{n=1}^N\{t_n\ln y_n+(1-t_n)\ln y_n\}", "t^(1) = 0", "/101"),
        ("d2l", r"\frac{\partial l}{\partial o_j}=y_j-\hat y_j", "y_1 = 1, y_2 = 0", "y_2 = 1"),
        ("cs229", r"\theta:=\theta+H^{-1}\nabla_\theta\ell(\theta)", REGULAR, "n = 3"),
        ("bishop", r"\nabla E_n=\nabla E(\mathbf w)", "2 columns, n = 1", "n = 2"),
        ("cs229", rf"y^{{(i)}}=1{SIGNS_I}", "y^(1) = -1, -1.0 = 1.0", "true if"),
        (None, r"e^x\le1+x", "for x = 1", "t ="),
        (None, r"\sigma(\epsilon)=\frac12+\epsilon", r"for \epsilon = 1", r"\alpha"),
        (None, r"\operatorname{KL}(p\|q)\le0", "p_1 = 1/2, p_2 = 1/2, q_1 = 1/3, q_2 = 2/3", "u_1"),
        ("ng", r"db=\sum_{i=1}^mdz^{(i)}", "a^(1)", "h^(1)"),
        ("softmax", r"\sum_k\hat y_ky_k\ge\frac12\text{ if }\sum_ky_k=1\text{ and }y_k\ge0", "y_2 = 1 - y_1", "-"),
        (None, r"\nabla J=\frac1mX(\mathbf h-\mathbf y)", "transpose X", "true if"),
    ],
)  # fmt: skip
def test_a_counter_example_can_be_recomputed_by_a_reader(notation, line, shown, hidden):
    """A label of -163/101, an x beside the x^(1) that is the only one, or a Hessian of rank 1 convinced nobody."""
    found = try_step(line, notation=notation)
    assert "false" in found.kinds
    assert shown in repr(found)
    assert hidden not in repr(found).replace("1 - y_1", "").partition(": ")[0]
