import { start } from './start.ts';
import './styles/figure.css';
import './views/embed.ts';

// In an article it has the article's margins.
document.body.classList.toggle('alone', window.top === window);
void start('attention-embed');
